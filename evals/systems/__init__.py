"""What answers the cases of a suite: Jalon and the baselines it is compared with, behind one port."""
