package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/discgen/discgen/generator"
)

// readUnit reads a unit file; why it cannot be read is a failure.
func readUnit(path string) ([]byte, failure) {
	if isSettings(path) {
		return nil, failure{statusUsage, fmt.Sprintf("%s 里是设置，不是单位文件", path)}
	}
	data, err := generator.ReadUnit(path)
	if err != nil {
		return nil, inputFailure(path, err)
	}
	return data, failure{}
}

func inputFailure(path string, err error) failure {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return failure{statusUsage, fmt.Sprintf("找不到文件 %s%s", path, instead(path))}
	case errors.Is(err, fs.ErrPermission):
		return failure{statusMachine, fmt.Sprintf("没有权限读取 %s", path)}
	case errors.Is(err, syscall.EISDIR):
		return failure{statusUsage, fmt.Sprintf("%s 是文件夹，请写明单位文件", path)}
	}
	return failure{statusMachine, fmt.Sprintf("不能读取 %s：%s", path, oneLine(err.Error()))}
}

// instead says which file may have been meant by a path at which there is none:
// Notepad adds .txt to names, and the Explorer hides endings.
func instead(path string) string {
	for _, other := range []struct{ path, hint string }{
		{path + ".txt", "；那里有 %s，请把它的名字改成以 .toml 结尾（先在资源管理器的“查看”里选上“文件扩展名”）"},
		{path + ".toml", "，是否想写 %s"},
	} {
		if kindOnDisk(other.path) != nothing {
			return fmt.Sprintf(other.hint, other.path)
		}
	}
	return ""
}

func isSettings(path string) bool { return filepath.Base(path) == generator.SettingsFile }

// expand gives the files that patterns such as *.toml stand for: the shells of
// Windows leave that to the program. What is a file's name, or stands for
// none, stays as it is. Among several files one of settings is none of them.
func expand(paths []string) []string {
	var all []string
	for _, path := range paths {
		found, err := filepath.Glob(path)
		if _, missing := os.Lstat(path); missing == nil || err != nil || len(found) == 0 {
			found = []string{path}
		}
		all = append(all, found...)
	}
	if units := slices.DeleteFunc(slices.Clone(all), isSettings); len(units) > 0 {
		return units
	}
	return all
}
