"""The only room that joins the others: steps, what is missing, run."""
