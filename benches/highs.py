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
    """Each order as (priority, fixed, most shipments, lines); a line as (wanted, penalty, grams, {location: (units, cost, stock row)})."""
    if "orders" not in problem:
        lines = [(l["qty"], l["short_penalty"], 0, {j: (s, c, None) for j, s, c in l["stock"]}) for l in problem["lines"]]
        return [(0, problem["fixed"], problem["max_shipments"], lines)], []
    stock = [dict(map(tuple, shelf)) for shelf in problem["stock"]]
    rows = [(k, j, s) for k, shelf in enumerate(stock) for j, s in sorted(shelf.items())]
    place = {(k, j): number for number, (k, j, _) in enumerate(rows)}
    orders = []
    for order in problem["orders"]:
        lines = []
        for l in order["lines"]:
            offers = {j: (min(s, l["qty"]), l["unit"][j], place[l["sku"], j]) for j, s in stock[l["sku"]].items() if s > 0}
            lines.append((l["qty"], l["short_penalty"], l.get("grams", 0), offers))
        orders.append((order.get("priority", 0), order["fixed"], order["max_shipments"], lines))
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
    rooms = dict(map(tuple, problem.get("rooms", [])))
    room = {(j, measure): [] for j, limits in rooms.items() for measure in limits}
    costs = {}
    for priority, fixed, most, lines in orders:
        start = columns
        used = {j: column(fixed[j], 1) for j in sorted({j for line in lines for j in line[3]})}
        for j in used:
            room.get((j, "orders"), []).append((used[j], 1))
        for wanted, penalty, grams, offers in lines:
            row = [column(penalty, wanted)]
            for j, (units, cost, shelf) in offers.items():
                unit = column(cost, units)
                row.append(unit)
                model.addRow(-highspy.kHighsInf, 0, 2, [unit, used[j]], [1.0, -float(units)])
                room.get((j, "units"), []).append((unit, 1))
                room.get((j, "grams"), []).append((unit, grams))
                if shelf is not None:
                    shared[shelf].append(unit)
            model.addRow(wanted, wanted, len(row), row, [1.0] * len(row))
        if most < len(used):
            model.addRow(0, most, len(used), list(used.values()), [1.0] * len(used))
        costs.setdefault(priority, []).extend(range(start, columns))
    for units, row in zip(stock, shared):
        if row:
            model.addRow(0, units, len(row), row, [1.0] * len(row))
    for (j, measure), row in room.items():
        model.addRow(-highspy.kHighsInf, rooms[j][measure], len(row), [c for c, _ in row], [float(n) for _, n in row])
    started = time.perf_counter()
    if len(costs) == 1:
        model.run()
        return [round(model.getInfo().objective_function_value)], time.perf_counter() - started
    # Highest priority first: what it comes to is kept, and the next one is solved.
    every = list(model.getLp().col_cost_)
    found = []
    for priority in sorted(costs, reverse=True):
        own = set(costs[priority])
        for c in range(columns):
            model.changeColCost(c, every[c] if c in own else 0.0)
        model.run()
        found.append(round(model.getInfo().objective_function_value))
        row = sorted(own)
        model.addRow(-highspy.kHighsInf, found[-1] + 0.25, len(row), row, [every[c] for c in row])
    return found, time.perf_counter() - started


def main(problems, answers):
    ours = {json.dumps(a["id"]): a for a in map(json.loads, open(answers))}
    classes = collections.OrderedDict()
    for problem in map(json.loads, open(problems)):
        answer = ours[json.dumps(problem["id"])]
        best, seconds = solve(problem)
        found = [cost for _, cost in answer["by_priority"]] if "by_priority" in answer else [answer["cost"]]
        if found < best or answer["proven"] and found != best or len(best) == 1 and answer["bound"] > best[0]:
            print("WRONG", problem["id"], found, answer.get("bound"), best)
        classes.setdefault(problem["class"], []).append((found == best, sum(found) - sum(best), sum(best), seconds))
    for name, rows in classes.items():
        same, over, best = sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows)
        worst = max(r[1] / max(r[2], 1) for r in rows)
        middle = statistics.median(r[3] for r in rows)
        gaps = f"over {100 * over / best:.4f} % worst {100 * worst:.3f} %"
        print(f"{name:18} n {len(rows):4} same {same:4} {gaps} HiGHS median {1e3 * middle:.2f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
