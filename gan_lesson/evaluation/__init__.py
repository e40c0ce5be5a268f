"""How good are the fakes? Metrics (`metrics`), networks that judge pictures (`features`), ROC curves (`roc`)."""
