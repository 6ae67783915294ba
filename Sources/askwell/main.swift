import AskwellCommands

runAskwell()
