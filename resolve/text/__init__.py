"""Text of a name before it is read: cleaning (`normalize`), cutting into tokens (`tokenize`), words with a role (`words`)."""
