"""The commands behind `archassist rules`: looking into a pack, checking it, proving it, adding to it."""
