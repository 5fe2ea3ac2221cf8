"""The window: state, tools, workers, flows, actions and views. `bootstrap` puts them together."""
