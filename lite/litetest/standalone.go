package litetest

import (
	"fmt"
	"testing"
)

// Standalone is what New takes where there is no test, as in Example functions:
// what would fail a test panics, and what is left unused is not noticed.
//
//	db := litetest.New(litetest.Standalone(), dynamodb.Service)
func Standalone() testing.TB { return standalone{} }

type standalone struct{ testing.TB } // nil: only what follows is called

func (standalone) Helper()                           {}
func (standalone) Cleanup(func())                    {}
func (standalone) Error(args ...any)                 { panic(fmt.Sprint(args...)) }
func (standalone) Errorf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
func (standalone) Fatal(args ...any)                 { panic(fmt.Sprint(args...)) }
func (standalone) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
