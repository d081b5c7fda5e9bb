package narrative

import (
	"maps"
	"strings"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// fields is a group of the fields that templates use.
type fields = map[string]any

// Fields are all the fields of a unit. Titles of statements and the places of
// tables, which need the fields themselves to be made, are added by
// Inserts.Mark.
func Fields(s Source) map[string]any {
	u, b := s.Unit, s.Book
	return fields{
		"单位名称":       u.Identity.Name,
		"单位性质":       string(u.Identity.Kind),
		"是事业单位":      u.Identity.Kind == unit.Institution,
		"称谓":         string(u.Identity.Scope),
		"本单位":        "本" + string(u.Identity.Scope),
		"年度":         u.Year,
		"公开日期":       disclosureDate(u),
		"概况":         overview(u.Overview),
		"总体":         overall(u, b.Overall),
		"收入":         income(b),
		"支出":         spending(b),
		"财政拨款":       appropriation(u, b.Appropriation),
		"一般公共预算":     general(u, b),
		"基本支出":       basic(b),
		"政府性基金":      account(u, b.Fund, u.Fund),
		"国有资本经营":     account(u, b.Capital, u.Capital),
		"三公":         threePublic(u, b.ThreePublic),
		"所属事业单位公用经费": institutionsPublic(u, b),
		"运行经费":       change(b.Operating, u.Operating.ChangeReason),
		"政府采购":       procurement(b.Procurement),
		"资产":         assets(u.Assets),
		"绩效":         evaluation(u.SelfEvaluation, b.Evaluation),
		"其他事项":       u.OtherMatters.Text,
		"名词":         glossary(s, u.Glossary),
	}
}

func disclosureDate(u *unit.Unit) string {
	if u.Identity.DisclosureDate.IsZero() {
		return ""
	}
	return u.Identity.DisclosureDate.Format("2006年1月2日")
}

// line is a text that stands inside a sentence: its lines are joined, without
// the blanks around them.
func line(s string) string {
	var folded strings.Builder
	for part := range strings.Lines(s) {
		folded.WriteString(strings.TrimSpace(part))
	}
	return folded.String()
}

func lines(texts []string) []string {
	folded := make([]string, len(texts))
	for i, t := range texts {
		folded[i] = line(t)
	}
	return folded
}

// change is a comparison with last year: the figures, the direction of what is
// printed, and the unit's reason, empty where it gave none.
func change(c figures.Change, reason string) fields {
	return fields{
		"本年": c.Current, "上年": c.LastYear,
		"增减额": doc.Amount(c.Difference.Abs()), "增减率": c.Rate,
		"上升": c.Sign() > 0, "下降": c.Sign() < 0, "持平": c.Sign() == 0,
		"均为零": c.Current.IsZero() && c.LastYear.IsZero(),
		"原因":  line(reason),
	}
}

// deviation is a comparison of an outturn with its budget.
func deviation(d figures.Deviation, reason string) fields {
	return fields{
		"预算数": d.Budget, "决算数": d.Outturn, "差异率": d.Rate,
		"无差异": d.Equal(),
		"均为零": d.Budget.IsZero() && d.Outturn.IsZero(),
		"原因":  line(reason),
	}
}

// part is a part of a whole with its share.
func part(f, whole figures.Figure) fields {
	return fields{"金额": f, "占比": figures.Share(f, whole)}
}

func overview(o unit.Overview) fields {
	return fields{
		"主要职能": o.Duties,
		"下属单位": lines(o.SubordinateUnits), "下属单位数": len(o.SubordinateUnits),
		"内设机构": lines(o.Offices), "内设机构数": len(o.Offices), "内设机构名称": line(o.OfficeTerm),
		"实有人数": o.Staff.InService.Current + o.Staff.SpecialRetired.Current + o.Staff.Retired.Current,
		"在职人员": headcount(o.Staff.InService),
		"离休人员": headcount(o.Staff.SpecialRetired),
		"退休人员": headcount(o.Staff.Retired),
	}
}

func headcount(h unit.Headcount) fields {
	d := h.Current - h.Before()
	return fields{"人数": h.Current, "增减": max(d, -d), "减少": d < 0}
}

func overall(u *unit.Unit, o figures.Overall) fields {
	return fields{
		"总计": o.Total, "本年收入": o.CurrentIncome, "使用非财政拨款结余": o.SurplusUsed, "年初结转和结余": o.Opening,
		"本年支出": o.CurrentSpending, "结余分配": o.Distributed, "年末结转和结余": o.Closing,
		"变动": change(o.Change, u.Overall.ChangeReason),
	}
}

// shares are the columns of a row with their shares in its first, the total.
func shares(row []figures.Figure, names ...string) fields {
	f := fields{"合计": row[0]}
	for i, name := range names {
		f[name] = part(row[i+1], row[0])
	}
	return f
}

func income(b *figures.Book) fields {
	return shares(b.Income.Total, "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
}

func spending(b *figures.Book) fields {
	return shares(b.Spending.Total, "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
}

func appropriation(u *unit.Unit, a figures.Appropriation) fields {
	return fields{
		"总计":   a.Total.Total,
		"年初":   a.Opening.Total,
		"本年收入": a.Income.Total,
		"年末":   a.Closing.Total,
		"本年支出": a.Spending.Total,
		"变动":   change(a.Change, u.Appropriation.ChangeReason),
		"差异":   deviation(a.Deviation, u.Appropriation.DeviationReason),
	}
}

func general(u *unit.Unit, b *figures.Book) fields {
	changeReason, deviationReason := b.GeneralReasons(u)
	total := b.General.Total[figures.OutlayTotal]
	var classes []fields
	for _, c := range b.General.Below("") {
		x := part(c.Cells[figures.OutlayTotal], total)
		x["名称"] = c.Name
		classes = append(classes, x)
	}
	return fields{
		"支出": part(total, b.Spending.Total[figures.SpendingTotal]),
		"变动": change(b.General.Change, changeReason),
		"差异": deviation(b.General.Deviation, deviationReason),
		"类":  classes,
		"项":  items(u, b.General.Items),
	}
}

func items(u *unit.Unit, list []figures.Item) []fields {
	name := figures.Names(u)
	var all []fields
	for _, i := range list {
		x := change(i.Change, u.Subjects[i.Index].ChangeReason)
		group := subject.ParentCode(i.Code)
		x["类"], x["款"], x["项"] = name(subject.ParentCode(group)), name(group), name(i.Code)
		all = append(all, x)
	}
	return all
}

// basic takes its total from the statement by functional subject: in a file in
// 万元 the sum of the economic items may be off by rounding.
func basic(b *figures.Book) fields {
	return fields{
		"合计":   b.General.Total[figures.OutlayBasic],
		"人员经费": fields{"金额": b.Basic.Personnel, "科目": b.Basic.Spent(true)},
		"公用经费": fields{"金额": b.Basic.Public, "科目": b.Basic.Spent(false)},
	}
}

func account(u *unit.Unit, a figures.FundAccount, f unit.FundBudget) fields {
	t := a.Total
	return fields{
		"空表": a.IsEmpty(),
		"从无": a.IsAbsent(),
		"总计": a.InTotal, "年初结转和结余": t[figures.AccountOpening], "本年收入": t[figures.AccountIncome],
		"本年支出": t[figures.AccountTotal], "年末结转和结余": t[figures.AccountClosing],
		"变动": change(a.Change, f.ChangeReason),
		"差异": deviation(a.Deviation, f.DeviationReason),
		"项":  items(u, a.Items),
	}
}

func threePublic(u *unit.Unit, t figures.ThreePublic) fields {
	p := u.ThreePublic
	item := func(name string, i figures.PublicItem, changeReason, deviationReason string) fields {
		return fields{
			"名称": name, "单位": "本" + string(u.Identity.Scope),
			"支出": i.Outturn(), "占比": i.Share,
			"变动": change(i.Change, changeReason),
			"差异": deviation(i.Deviation, deviationReason),
		}
	}
	abroad := item("因公出国（境）费", t.Abroad, p.Abroad.ChangeReason, p.Abroad.Cost.DeviationReason)
	maps.Copy(abroad, fields{
		"开支内容": line(p.Abroad.Content), "团组": p.Abroad.Groups, "人次": p.Abroad.Persons,
	})
	vehicles := item("公务用车购置及运行维护费", t.Vehicles, p.Vehicles.ChangeReason, "")
	maps.Copy(vehicles, fields{
		"运行开支内容": line(p.Vehicles.Content), "购置数": p.Vehicles.Purchased, "保有量": p.Vehicles.Owned,
		"资产车辆": u.Assets.Vehicles.Count(), "差异原因": line(p.Vehicles.DifferenceReason),
	})
	reception := item("公务接待费", t.Reception, p.Reception.ChangeReason, p.Reception.Cost.DeviationReason)
	maps.Copy(reception, fields{
		"开支内容": line(p.Reception.Content), "批次": p.Reception.Batches, "人次": p.Reception.Persons,
		"外宾批次": p.Reception.ForeignBatches, "外宾人次": p.Reception.ForeignPersons,
	})
	return fields{
		"空表": t.IsEmpty(), "从无": t.IsAbsent(), "有占比": !t.Total.Outturn().Wan.IsZero(),
		"合计": item("财政拨款“三公”经费", t.Total, p.ChangeReason, p.DeviationReason),
		"出国": abroad, "公车": vehicles, "接待": reception,
		"购置": item("公务用车购置费", t.Purchase, "", p.Vehicles.Purchase.DeviationReason),
		"运行": item("公务用车运行维护费", t.Operation, "", p.Vehicles.Operation.DeviationReason),
	}
}

// institutionsPublic is the part of 公用经费 that a department's 事业单位 have
// beside its 机关运行经费; nil where the two are the same.
func institutionsPublic(u *unit.Unit, b *figures.Book) any {
	rest := b.Basic.Public.Less(b.Operating.Current)
	if u.Identity.Kind == unit.Institution || !u.Operating.Outturn.Given || rest.IsZero() {
		return nil
	}
	return rest
}

func procurement(p figures.Procurement) fields {
	return fields{
		"总额": p.Total, "货物": p.Goods, "工程": p.Works, "服务": p.Services,
		"中小企业": part(p.SmallMedium, p.Total), "小微企业": part(p.SmallMicro, p.Total),
	}
}

func assets(a unit.Assets) fields {
	v := a.Vehicles
	return fields{
		"房屋面积": doc.Amount(a.HouseArea.Decimal), "房屋价值": figures.Publish(a.HouseValue.Decimal),
		"车辆数": v.Count(), "车辆价值": figures.Publish(a.VehicleValue.Decimal),
		"副部级": v.Minister, "主要负责人": v.Principal, "机要通信": v.Confidential, "应急保障": v.Emergency,
		"执法执勤": v.LawEnforcement, "特种专业技术": v.Special, "离退休干部": v.Retired, "其他用车": v.Other,
		"其他用途": line(v.OtherUse), "大型设备": a.Equipment,
	}
}

func evaluation(s unit.SelfEvaluation, e figures.SelfEvaluation) fields {
	f := fields{
		"有整体自评": e.Overall != nil, "项目数": len(e.Projects),
		"项目全年预算": e.FullYear, "项目全年执行": e.Outturn,
		"成效": line(s.Achievements), "问题": line(s.Problems), "措施": line(s.Measures),
		"有评价报告":  s.EvaluationReport,
		"整体全年预算": figures.Figure{}, "整体全年执行": figures.Figure{}, "整体执行率": figures.Rate{}, "整体有预算": false,
	}
	if e.Overall != nil {
		f["整体全年预算"], f["整体全年执行"] = e.Overall.Total.FullYear, e.Overall.Total.Outturn
		f["整体执行率"], f["整体有预算"] = e.Overall.Execution, e.Overall.HasBudget()
	}
	return f
}

// glossary is the template set's terms, those that the unit explains itself in
// its words, then the unit's further ones.
func glossary(s Source, own []unit.Term) []fields {
	var all []fields
	used := map[string]bool{}
	explain := func(t unit.Term) fields { return fields{"词": line(t.Term), "解释": line(t.Meaning)} }
	for _, ofSet := range s.Terms {
		if !s.Book.Has(ofSet.When) {
			continue
		}
		t := unit.Term{Term: ofSet.Term, Meaning: ofSet.Meaning}
		for _, o := range own {
			if line(o.Term) == t.Term {
				t, used[o.Term] = o, true
			}
		}
		all = append(all, explain(t))
	}
	for _, t := range own {
		if !used[t.Term] {
			all = append(all, explain(t))
		}
	}
	return all
}
