// Package differential compares this module with botocore: its test sends
// generated params of every operation through both, and generated answers back
// through both, and wants equal requests and equal values.
//
// botocore runs in a Python process of its own (testdata/reference.py) and sends
// nothing. Without the environment variable TUCUXI_BOTOCORE_PYTHON, which names a
// Python that has botocore installed, the test is skipped; .ci/differential
// installs it from PyPI and sets the variable.
package differential
