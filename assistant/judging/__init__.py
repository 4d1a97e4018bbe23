"""From a draft's passages to verdicts: gather evidence, judge it, verify what the judge says."""
