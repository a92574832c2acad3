"""Compares answers of `cargo xtask route` with HiGHS, class by class. Optional: it needs `pip install highspy`, and no test runs it.

    cargo run --release -p oms-benches --bin instances -- 20 > problems.jsonl
    cargo run --release -p xtask -- route problems.jsonl --out answers.jsonl
    python3 benches/highs.py problems.jsonl answers.jsonl

Times are those of the solver alone; building the model is not counted.
"""
import collections
import json
import statistics
import sys
import time

import highspy


def orders_of(problem):
    """Each order as (fixed, most shipments, lines); a line as (wanted, penalty, {location: (units, cost, stock row or None)})."""
    if "orders" not in problem:
        lines = [(l["qty"], l["short_penalty"], {j: (s, c, None) for j, s, c in l["stock"]}) for l in problem["lines"]]
        return [(problem["fixed"], problem["max_shipments"], lines)], []
    stock = [dict(map(tuple, shelf)) for shelf in problem["stock"]]
    rows = [(k, j, s) for k, shelf in enumerate(stock) for j, s in sorted(shelf.items())]
    place = {(k, j): number for number, (k, j, _) in enumerate(rows)}
    orders = []
    for order in problem["orders"]:
        lines = []
        for l in order["lines"]:
            offers = {j: (min(s, l["qty"]), l["unit"][j], place[l["sku"], j]) for j, s in stock[l["sku"]].items() if s > 0}
            lines.append((l["qty"], l["short_penalty"], offers))
        orders.append((order["fixed"], order["max_shipments"], lines))
    return orders, [s for _, _, s in rows]


def solve(problem):
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.5)
    orders, stock = orders_of(problem)
    columns = 0

    def column(cost, most):
        nonlocal columns
        model.addVar(0, most)
        model.changeColCost(columns, cost)
        model.changeColIntegrality(columns, highspy.HighsVarType.kInteger)
        columns += 1
        return columns - 1

    shared = [[] for _ in stock]
    for fixed, most, lines in orders:
        used = {j: column(fixed[j], 1) for j in sorted({j for line in lines for j in line[2]})}
        for wanted, penalty, offers in lines:
            row = [column(penalty, wanted)]
            for j, (units, cost, shelf) in offers.items():
                unit = column(cost, units)
                row.append(unit)
                model.addRow(-highspy.kHighsInf, 0, 2, [unit, used[j]], [1.0, -float(units)])
                if shelf is not None:
                    shared[shelf].append(unit)
            model.addRow(wanted, wanted, len(row), row, [1.0] * len(row))
        if most < len(used):
            model.addRow(0, most, len(used), list(used.values()), [1.0] * len(used))
    for units, row in zip(stock, shared):
        if row:
            model.addRow(0, units, len(row), row, [1.0] * len(row))
    started = time.perf_counter()
    model.run()
    return round(model.getInfo().objective_function_value), time.perf_counter() - started


def main(problems, answers):
    ours = {json.dumps(a["id"]): a for a in map(json.loads, open(answers))}
    classes = collections.OrderedDict()
    for problem in map(json.loads, open(problems)):
        answer = ours[json.dumps(problem["id"])]
        best, seconds = solve(problem)
        if answer["bound"] > best or answer["cost"] < best:
            print("WRONG", problem["id"], answer["cost"], answer["bound"], best)
        classes.setdefault(problem["class"], []).append((answer["cost"] == best, answer["cost"] - best, best, seconds))
    for name, rows in classes.items():
        same, over, best = sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows)
        worst = max(r[1] / max(r[2], 1) for r in rows)
        middle = statistics.median(r[3] for r in rows)
        gaps = f"over {100 * over / best:.4f} % worst {100 * worst:.3f} %"
        print(f"{name:18} n {len(rows):4} same {same:4} {gaps} HiGHS median {1e3 * middle:.2f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
