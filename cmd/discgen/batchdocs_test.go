package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/batch"
)

const (
	batchPage = "../../docs/batch.md"
	jobFile   = "../../docs/batch/indexed-job.yaml"
	arrayFile = "../../docs/batch/slurm-array.sh"
)

// The page tells of every field of the manifest.
func TestBatchPageKnowsTheManifest(t *testing.T) {
	page := read(t, batchPage)
	for _, of := range []any{
		batch.Manifest{}, batch.Basis{}, batch.Tool{}, batch.Settings{}, batch.Record{}, batch.Output{}, batch.Left{}, generator.MainFigures{},
	} {
		fields := reflect.TypeOf(of)
		for i := range fields.NumField() {
			name, _, _ := strings.Cut(fields.Field(i).Tag.Get("json"), ",")
			if name == "" || !strings.Contains(page, "`"+name+"`") {
				t.Errorf("the page does not tell of %s.%s (%q)", fields.Name(), fields.Field(i).Name, name)
			}
		}
	}
	for _, why := range []batch.Why{
		batch.WhyNew, batch.WhyForced, batch.WhyUnit, batch.WhyTool, batch.WhyTemplates, batch.WhyFonts,
		batch.WhyOptions, batch.WhyFailed, batch.WhyMissing, batch.WhyTouched, batch.WhyUnread,
	} {
		if !strings.Contains(page, string(why)) {
			t.Errorf("the page does not tell of %s", why)
		}
	}
	for _, status := range []int{statusDone, statusInput, statusUsage, statusMachine, statusSome, statusInterrupted} {
		if !strings.Contains(page, fmt.Sprintf("\n| %d | ", status)) {
			t.Errorf("the page does not tell of status %d", status)
		}
	}
}

// The folders of the page come out as the page says.
func TestBatchPageExample(t *testing.T) {
	_, rest, _ := strings.Cut(read(t, batchPage), "## 从文件夹到文件夹")
	blocks := regexp.MustCompile("(?s)```\n(.*?)```").FindAllStringSubmatch(rest, 2)
	if len(blocks) != 2 {
		t.Fatal("no example")
	}
	page, _ := filepath.Abs(batchPage)
	t.Chdir(t.TempDir())
	for line := range strings.Lines(blocks[0][1]) {
		line = strings.TrimSpace(line)
		kind := map[bool]string{true: "institution-2024", false: "tiny-2024"}[strings.Contains(line, "学校")]
		writeFile(t, line, read(t, filepath.Join(examples, kind, "unit.toml")))
	}
	command := blockOf(t, page, "discgen batch 各单位 -o 公开")
	if got := discgen(strings.Fields(command)[1:]...); got.status != statusDone {
		t.Fatal(got.stderr)
	}
	var files []string
	err := filepath.WalkDir("公开", func(p string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, p+"\n")
		}
		return err
	})
	if got := strings.Join(files, ""); err != nil || got != blocks[1][1] {
		t.Errorf("%v: there is\n%swant\n%s", err, got, blocks[1][1])
	}
}

// blockOf is the line of the page's commands that begins as given.
func blockOf(t *testing.T, page, begin string) string {
	t.Helper()
	for _, block := range shellBlock.FindAllStringSubmatch(read(t, page), -1) {
		for line := range strings.Lines(block[1]) {
			if strings.HasPrefix(line, begin) {
				return strings.TrimSpace(line)
			}
		}
	}
	t.Fatalf("no %q on the page", begin)
	return ""
}

// shares is a folder with what the ways to share the work need: units, one of
// them with errors, the program as discgen, and what one run of all units makes.
type shares struct {
	folder string
	whole  map[string]string
}

func newShares(t *testing.T, in string) shares {
	t.Helper()
	s := shares{folder: t.TempDir()}
	for i := range 9 {
		writeFile(t, filepath.Join(s.folder, in, fmt.Sprintf("区%d/%d.toml", i%2, i)), unitNamed(t, "tiny-2024", tinyName(i)))
	}
	writeFile(t, filepath.Join(s.folder, in, "错.toml"), "甲\n")
	binary, err := filepath.Abs(os.Args[0])
	if err == nil {
		err = os.Symlink(binary, filepath.Join(s.folder, "discgen"))
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := discgen("batch", filepath.Join(s.folder, in), "-o", filepath.Join(s.folder, "whole")); got.status != statusSome {
		t.Fatal(got.stderr)
	}
	s.whole = everything(t, filepath.Join(s.folder, "whole"))
	return s
}

// everything is all files below a folder, but for the reports of shares.
func everything(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(p string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !regexp.MustCompile(`-\dof\d\.`).MatchString(p) {
			rel, _ := filepath.Rel(folder, p)
			all[rel] = read(t, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// command runs a program in the folder, which is where discgen is.
func (s shares) command(t *testing.T, env []string, name string, args ...string) (int, string) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir = s.folder
	c.Env = append(os.Environ(), asProgram+"=1", "HOME="+s.folder, "PATH="+s.folder+":"+os.Getenv("PATH"))
	c.Env = append(c.Env, env...)
	shown, err := c.CombinedOutput()
	if c.ProcessState == nil {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(shown)
}

// merge joins the reports and asserts that all is as one run made it.
func (s shares) merge(t *testing.T, out string) {
	t.Helper()
	if got := discgen("merge-reports", filepath.Join(s.folder, out)); got.status != statusSome {
		t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if got := everything(t, filepath.Join(s.folder, out)); !reflect.DeepEqual(got, s.whole) {
		t.Errorf("the shares made %d files, which are not those of one run, %d", len(got), len(s.whole))
	}
}

func TestParallelLine(t *testing.T) {
	if _, err := exec.LookPath("parallel"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("GNU parallel is not installed")
	}
	line := blockOf(t, batchPage, "parallel ")
	s := newShares(t, "各单位")
	status, shown := s.command(t, nil, "bash", "-c", line)
	if failed := strings.Count(shown, "未生成    1 个"); status != 1 || failed != 1 { // parallel's status is the number of jobs that failed
		t.Errorf("status %d, %d shares with failures: %s", status, failed, shown)
	}
	s.merge(t, "公开")
}

var arrayRange = regexp.MustCompile(`(?m)^#SBATCH --array=1-(\d+)$`)

func TestSlurmScript(t *testing.T) {
	script, err := filepath.Abs(arrayFile)
	if err != nil {
		t.Fatal(err)
	}
	n := arrayRange.FindStringSubmatch(read(t, script))
	if n == nil || !strings.Contains(read(t, script), "\nshares="+n[1]+"\n") {
		t.Fatalf("the array is %q, and not as many shares", n)
	}
	s := newShares(t, "各单位")
	statuses := []int{}
	for i := range 4 {
		status, shown := s.command(t, []string{fmt.Sprintf("SLURM_ARRAY_TASK_ID=%d", i+1), "SLURM_CPUS_PER_TASK=2"}, "bash", script, "各单位", "公 开")
		if statuses = append(statuses, status); status != statusDone && status != statusSome {
			t.Errorf("share %d: status %d: %s", i+1, status, shown)
		}
	}
	if slices.Max(statuses) != statusSome {
		t.Errorf("the statuses are %v", statuses)
	}
	s.merge(t, "公 开")
	if status, _ := s.command(t, []string{"SLURM_ARRAY_TASK_ID=1"}, "bash", script); status == statusDone {
		t.Error("the script runs without folders")
	}
}

// job is as much of a Job as the file may have.
type job struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   struct{ Name string }
	Spec       struct {
		CompletionMode       string `yaml:"completionMode"`
		Completions          int
		Parallelism          int
		BackoffLimitPerIndex int `yaml:"backoffLimitPerIndex"`
		PodFailurePolicy     struct {
			Rules []struct {
				Action      string
				OnExitCodes struct {
					ContainerName string `yaml:"containerName"`
					Operator      string
					Values        []int
				} `yaml:"onExitCodes"`
			}
		} `yaml:"podFailurePolicy"`
		Template struct {
			Spec struct {
				RestartPolicy string `yaml:"restartPolicy"`
				Containers    []struct {
					Name, Image  string
					Command      []string
					Resources    map[string]map[string]string
					VolumeMounts []struct {
						Name      string
						MountPath string `yaml:"mountPath"`
					} `yaml:"volumeMounts"`
				}
				Volumes []struct {
					Name                  string
					PersistentVolumeClaim struct {
						ClaimName string `yaml:"claimName"`
					} `yaml:"persistentVolumeClaim"`
				}
			}
		}
	}
}

func TestIndexedJob(t *testing.T) {
	var j job
	d := yaml.NewDecoder(strings.NewReader(read(t, jobFile)))
	d.KnownFields(true)
	if err := d.Decode(&j); err != nil {
		t.Fatal(err)
	}
	spec, pod := j.Spec, j.Spec.Template.Spec
	if j.APIVersion != "batch/v1" || j.Kind != "Job" || spec.CompletionMode != "Indexed" || spec.Completions < 2 ||
		spec.Parallelism != spec.Completions || pod.RestartPolicy != "Never" || len(pod.Containers) != 1 {
		t.Fatalf("%+v", j)
	}
	c := pod.Containers[0]
	if rule := spec.PodFailurePolicy.Rules[0].OnExitCodes; rule.ContainerName != c.Name || !slices.Equal(rule.Values, []int{statusInput, statusUsage, statusSome}) {
		t.Errorf("%+v", rule)
	}
	if c.VolumeMounts[0].Name != pod.Volumes[0].Name || c.VolumeMounts[0].MountPath != "/data" {
		t.Errorf("%+v", pod)
	}

	s := newShares(t, "units")
	statuses := []int{}
	for i := range spec.Completions { // an index counts from 0
		command := slices.Clone(c.Command)
		for k := range command {
			command[k] = strings.ReplaceAll(command[k], "/data", s.folder)
		}
		status, shown := s.command(t, []string{fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i)}, command[0], command[1:]...)
		if statuses = append(statuses, status); status != statusDone && status != statusSome {
			t.Errorf("index %d: status %d: %s", i, status, shown)
		}
	}
	if slices.Max(statuses) != statusSome {
		t.Errorf("the statuses are %v", statuses)
	}
	s.merge(t, "out")
}
