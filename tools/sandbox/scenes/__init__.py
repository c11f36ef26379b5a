"""The scenes of the tour, each one life of the real window."""
