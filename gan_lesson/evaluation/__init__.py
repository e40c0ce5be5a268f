"""How good are the fakes? Numbers (`metrics`), networks that look at pictures (`features`), and judges (`roc`)."""
