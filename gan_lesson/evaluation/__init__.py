"""How good are the fakes?

Metrics (`metrics`), networks that judge pictures (`features`), what is copied (`copying`), which kinds and knobs are
covered (`coverage`), how scores move with the number of samples (`sampling`), and ROC curves (`roc`).
"""
