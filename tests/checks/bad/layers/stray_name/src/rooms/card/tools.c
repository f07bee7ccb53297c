int things;
