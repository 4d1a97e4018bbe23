"""What a trainer or a learner makes a case with: a request, their own offer, a model, changes by hand."""
