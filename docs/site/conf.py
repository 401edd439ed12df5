"""How the site is made from the pages that build.py lays out. Nothing is fetched: the fonts are the system's own."""

from archassist import __version__

project = "archassist"
author = "the authors of archassist"
release = version = __version__

extensions = ["myst_parser"]
myst_heading_anchors = 4
nitpicky = True
suppress_warnings = ["misc.highlighting_failure"]  # examples of sessions and logs that no lexer knows

html_theme = "furo"
html_title = f"archassist {version}"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
