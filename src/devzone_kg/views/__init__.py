"""What the graph knows of one thing, gathered for a reader: pages, their JSON form and the command line show the same."""
