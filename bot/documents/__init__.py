"""The duty log as documents: Appendix 1 and its figures."""
