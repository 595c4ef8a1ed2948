package settings

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"passdesk/app/atomicfile"
)

// Load reads the settings file at path. No file means Default. A file that is
// no settings file is renamed to PATH.unreadable-N, so that the next Save does
// not overwrite it, and the problems tell so. The error is one of the machine;
// the settings are Default then, and the file is left where it is.
func Load(path string) (Settings, []Problem, error) {
	data, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Default(), nil, nil
	}
	if err != nil {
		return Default(), nil, fmt.Errorf("could not read the settings: %w", err)
	}
	settings, problems, err := Parse(data)
	if err == nil {
		return settings, problems, nil
	}
	var whole Problem
	errors.As(err, &whole)
	aside, err := setAside(path)
	if err != nil {
		return Default(), []Problem{whole}, fmt.Errorf("could not set the unreadable settings aside: %w", err)
	}
	return Default(), []Problem{whole, {Text: "it was kept as " + aside + " and the settings begin anew"}}, nil
}

// read gives the content of a file, or a byte more than MaxSize of it.
func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxSize+1))
}

// maxAside is how many unreadable files are kept before Load gives up.
const maxAside = 1000

// setAside renames a file, never over another one.
func setAside(path string) (string, error) {
	for n := 1; n <= maxAside; n++ {
		aside := fmt.Sprintf("%s.unreadable-%d", path, n)
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, os.Rename(path, aside)
		}
	}
	return "", errors.New("there are too many unreadable ones in its folder")
}

// Save replaces the settings file at path, whole or not at all, readable by
// its owner only. Settings that Parse would not take back are refused with a
// Problem, and a password in the camera's address is not written.
func Save(path string, s Settings) error {
	data := Format(s)
	_, problems, err := Parse(data)
	if err == nil && len(problems) > 0 {
		err = Problem{Key: problems[0].Key, Text: problems[0].Text}
	}
	if err == nil {
		err = atomicfile.Write(path, data, 0o600)
	}
	if err != nil {
		return fmt.Errorf("could not save the settings: %w", err)
	}
	return nil
}
