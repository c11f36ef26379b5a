"""The use cases of a window, without Qt: the screens, the command line and the tests call the same verbs."""
