"""The app in a browser: a small closed web server, with one process of the app for each tab of each invited person.

Both ends of the line are Textual's: its web driver in the app, the terminal of textual-serve in the browser. The server of
textual-serve is not used. It asks nobody for a key, hands the app its whole environment by way of a shell, lists its folder,
takes messages of any size, and starts a process for every connection. Almost every method of it would have to be replaced,
and whatever a later version adds would be open again. `docs/browser.md` says what is trusted, and what is not.
"""
