package department

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

// named is a unit with a name, to which what it says is added.
func named(name string, kind unit.Kind, more func(u *unit.Unit)) Member {
	u := &unit.Unit{Year: 2024, AmountUnit: unit.Yuan, TemplateSet: "xinjiang", Identity: unit.Identity{Name: name, Kind: kind}}
	more(u)
	return Member{u, figures.Compute(u, figures.ScoringRules{})}
}

// draftOf is the file of a department of some units.
func draftOf(needed []string, members ...Member) string {
	d := Draft{Sum: Add(members, unit.Administrative), Name: members[0].Unit.Identity.Name, Members: members, Needed: needed}
	return string(unitfile.Write(d.Content()))
}

func yuan(n int64) unit.Amount { return unit.Amount{Decimal: decimal.NewFromInt(n), Given: true} }

func overall(n int64) *unit.OverallEvaluation {
	f := unit.Funding{Initial: yuan(n), FullYear: yuan(n + 1), Outturn: yuan(n + 2)}
	return &unit.OverallEvaluation{Superior: f, Own: f, Other: f, Goal: "目标。", Achieved: "完成。", Indicators: []unit.Indicator{{Level1: "产出", Target: ">=3个"}}}
}

func wants(t *testing.T, text string, wanted bool, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if strings.Contains(text, p) != wanted {
			t.Errorf("%q is in the text: %v, in\n%s", p, !wanted, text)
		}
	}
}

func TestSelfEvaluationsAreCarriedOver(t *testing.T) {
	office := named("局", unit.Administrative, func(u *unit.Unit) {
		u.SelfEvaluation = unit.SelfEvaluation{Achievements: "局的成效。", Overall: overall(100), Projects: []unit.Project{{Name: "项目一", Goal: "一"}}}
		u.Subjects = []unit.Subject{paying("2010101", 0, 0, 0, 7)}
	})
	library := named("馆", unit.Institution, func(u *unit.Unit) {
		u.SelfEvaluation = unit.SelfEvaluation{Problems: "馆的\n问题。", Overall: overall(1000), Projects: []unit.Project{{Name: "项目二", Department: "局", Appropriation: unit.Funding{Outturn: yuan(5)}}}}
		u.Subjects = []unit.Subject{paying("2010101", 7)}
	})
	museum := named("院", unit.Institution, func(u *unit.Unit) {})
	text := draftOf(nil, office, library, museum)
	wants(t, text, true,
		"\n[self_evaluation]\n", "# 局：局的成效。\nachievements = \"待填", "# 馆：馆的 问题。\nproblems = \"待填", "\nmeasures = \"待填",
		"own = { initial = 1100.00, full_year = 1102.00, outturn = 1104.00 }",
		"other = { initial = 1100.00, full_year = 1095.00, outturn = 1097.00 }", // without what the office paid the library
		"请补上它的资金：院\n", "# 局：目标。\n# 馆：目标。\ngoal = \"待填", "\nachieved = \"待填", "目标值 >=3个", "\nweight = \"待填",
		"name = \"项目一\"\n", "name = \"项目二\"\nimplementer = \"馆\"\nappropriation = { outturn = 5.00 }",
	)
	if office.Unit.SelfEvaluation.Projects[0].Implementer != "" || !office.Unit.SelfEvaluation.Overall.Own.Outturn.Equal(decimal.NewFromInt(102)) {
		t.Error("the unit was changed")
	}

	wants(t, draftOf(nil, museum, office), true, "department = \"局\"\nimplementer = \"局\"")
	wants(t, draftOf(nil, museum, named("所", unit.Institution, func(*unit.Unit) {})), true, "\n# [self_evaluation]\n", "\n# [other_matters]\n")
	projects := named("所", unit.Institution, func(u *unit.Unit) { u.SelfEvaluation.Projects = office.Unit.SelfEvaluation.Projects })
	wants(t, draftOf(nil, museum, projects), true, "\nachievements = \"待填", "\n# [self_evaluation.overall]", "implementer = \"所\"")
}

func TestWhatUnitsSayBeside(t *testing.T) {
	office := named("局", unit.Administrative, func(u *unit.Unit) { u.Operating.ChangeReason = "压减。" })
	library := named("馆", unit.Institution, func(u *unit.Unit) {
		u.Operating.ChangeReason = "搬迁。"
		u.OtherMatters.Text = "馆舍维修，闭馆三个月。"
	})
	needed := []string{"operating_expenses.change_reason"}
	text := draftOf(needed, office, library)
	wants(t, text, true, "# 局：压减。\nchange_reason = \"待填", "# 馆：馆舍维修，闭馆三个月。\ntext = \"待填", "\n[review]\n", "\nsecrecy_reviewed = \"待填\"", "\napproved_by = \"待填", "\n# approval_date = ")
	wants(t, text, false, "搬迁")

	office.Unit.Review.ApprovalDate = time.Date(2025, 8, 20, 0, 0, 0, 0, time.UTC)
	wants(t, draftOf(needed, office, library), true, "\napproval_date = \"待填\"")
	wants(t, draftOf(needed, library, library), true, "# 馆：搬迁。") // nothing else to count
}
