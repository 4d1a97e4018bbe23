"""What the rest may ask of a language model, whatever the endpoint."""
