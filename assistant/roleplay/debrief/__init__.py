"""What a play shows, criterion by criterion, and what came of it."""
