"""Fill what a folder does not give: from its other tables where they tell, else from national figures."""
