package roundtrip

import (
	"os/exec"
	"runtime"
	"syscall"
	"unsafe"
)

// startOn starts a process on one CPU, or on any where there are no two or the
// system refuses. A process inherits the CPUs of the thread that makes it.
func startOn(cpu uint, cmd *exec.Cmd) error {
	if runtime.NumCPU() < 2 {
		return cmd.Start()
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var old [16]uint64
	if _, _, e := syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY, 0, unsafe.Sizeof(old), uintptr(unsafe.Pointer(&old))); e != 0 {
		return cmd.Start()
	}
	one := [16]uint64{1 << cpu}
	syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, 0, unsafe.Sizeof(one), uintptr(unsafe.Pointer(&one)))
	err := cmd.Start()
	syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, 0, unsafe.Sizeof(old), uintptr(unsafe.Pointer(&old)))
	return err
}
