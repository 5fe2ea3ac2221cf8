"""The command line: `fcn predict | train | evaluate | info | finetune | export`."""
