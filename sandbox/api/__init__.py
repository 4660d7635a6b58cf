"""The Bot API's side of HTTP: parameters, errors, and who may write where."""
