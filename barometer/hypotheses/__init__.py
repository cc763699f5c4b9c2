"""The eight tests of the thesis, one module a question; each function returns `Result`s."""
