"""How cheap the plans of a backlog can be together, by HiGHS. Optional: it needs `pip install highspy`, and no test runs it.

    cargo run --release -p oms-benches --bin instances -- 1 large > problems.jsonl
    python3 benches/columns.py problems.jsonl

A column is a whole plan of one order; each order gets one, and no stock is shipped twice. First prices of stock are found with which no
further plan is worth having (column generation): they prove that no plans cost less than so much. Then all plans whose cost at these
prices exceeds the least of their order by at most `SLACK` are listed, and the cheapest choice among them is found. It need not be the
optimum, since the optimum may use other plans, but nothing cheaper is known of these problems. For orders of few units (up to 2 of a
line), without rooms.
"""
import heapq
import json
import sys

import highspy

SLACK = 400
ROUNDS = 200


def columns_of(problem):
    """Stock by row, and for each order its fixed costs and the ways of each line as (cost, ((row, units), ..), locations)."""
    stock = [dict(map(tuple, shelf)) for shelf in problem["stock"]]
    rows = [(sku, j, units) for sku, shelf in enumerate(stock) for j, units in sorted(shelf.items()) if units > 0]
    place = {(sku, j): number for number, (sku, j, _) in enumerate(rows)}
    orders = []
    for order in problem["orders"]:
        lines = []
        for line in order["lines"]:
            sku, wanted, unit, penalty = line["sku"], line["qty"], line["unit"], line["short_penalty"]
            there = [j for j, units in sorted(stock[sku].items()) if units > 0]
            ways = [(wanted * penalty, (), ())]
            for j in there:
                for units in range(1, min(wanted, stock[sku][j]) + 1):
                    ways.append((units * unit[j] + (wanted - units) * penalty, ((place[sku, j], units),), (j,)))
            if wanted == 2:
                pairs = ((a, b) for a in there for b in there if a < b)
                ways += [(unit[a] + unit[b], ((place[sku, a], 1), (place[sku, b], 1)), (a, b)) for a, b in pairs]
            lines.append(ways)
        orders.append((order["fixed"], lines))
    return [units for _, _, units in rows], orders


def plans(order, prices, slack):
    """The least that a plan of an order costs at the prices, and all plans within `slack` of it as (priced, cost, stock)."""
    fixed, lines = order
    priced = [sorted((way[0] + sum(prices[row] * units for row, units in way[1]), *way) for way in ways) for ways in lines]
    later = [0.0] * (len(priced) + 1)
    for number in reversed(range(len(priced))):
        later[number] = later[number + 1] + priced[number][0][0]
    least, found = float("inf"), []

    def extend(number, cost, true_cost, used, stock):
        nonlocal least
        if number == len(priced):
            least = min(least, cost)
            found.append((cost, true_cost, stock))
            return
        for at_prices, own, taken, locations in priced[number]:
            if cost + at_prices + later[number + 1] > least + slack + 1e-9:
                break
            new = [j for j in locations if j not in used]
            charge = sum(fixed[j] for j in new)
            if cost + at_prices + charge + later[number + 1] <= least + slack + 1e-9:
                extend(number + 1, cost + at_prices + charge, true_cost + own + charge, used | set(new), stock + taken)

    extend(0, 0.0, 0, frozenset(), ())
    return least, [plan for plan in found if plan[0] <= least + slack + 1e-9]


class Master:
    """The choice of one plan for each order."""

    def __init__(self, orders, stock):
        self.model, self.orders, self.known = highspy.Highs(), orders, set()
        self.model.setOptionValue("output_flag", False)
        self.model.setOptionValue("threads", 1)
        for _ in range(orders):
            self.model.addRow(1, 1, 0, [], [])
        for units in stock:
            self.model.addRow(-highspy.kHighsInf, units, 0, [], [])

    def add(self, order, cost, stock):
        if (order, tuple(sorted(stock))) in self.known:
            return 0
        self.known.add((order, tuple(sorted(stock))))
        rows = [order] + [self.orders + row for row, _ in stock]
        self.model.addCol(cost, 0, 1, len(rows), rows, [1.0] + [float(units) for _, units in stock])
        return 1

    def solve(self):
        self.model.run()
        duals = self.model.getSolution().row_dual
        return self.model.getInfo().objective_function_value, duals[: self.orders], [max(0.0, -dual) for dual in duals[self.orders :]]


def least_known(problem):
    """What the best plans found cost together, and what no plans cost less than."""
    stock, orders = columns_of(problem)
    master = Master(len(orders), stock)
    for number, (_, lines) in enumerate(orders):
        master.add(number, sum(ways[0][0] for ways in lines), ())
    bound, best = float("-inf"), None
    for _ in range(ROUNDS):
        value, worth, prices = master.solve()
        # Between the prices of the moment and the best so far: alone, those of the moment swing.
        tried = prices if best is None else [0.4 * new + 0.6 * old for new, old in zip(prices, best)]
        proven = -sum(price * units for price, units in zip(tried, stock))
        for number, order in enumerate(orders):
            least, found = plans(order, tried, 0 if best is None else 60)
            proven += least
            for _, cost, taken in heapq.nsmallest(6, found):
                if cost + sum(prices[row] * units for row, units in taken) - worth[number] < -1e-6:
                    master.add(number, cost, taken)
        if proven > bound:
            bound, best = proven, tried
        if value - bound < 20:
            break
    for number, order in enumerate(orders):
        for _, cost, taken in plans(order, best, SLACK)[1]:
            master.add(number, cost, taken)
    for column in range(len(master.known)):
        master.model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    master.model.setOptionValue("mip_rel_gap", 1e-5)
    master.model.run()
    return round(master.model.getInfo().objective_function_value), bound, len(master.known)


def main():
    for line in open(sys.argv[1]):
        problem = json.loads(line)
        cost, bound, columns = least_known(problem)
        print(f"{problem['id']}: plans for {cost:,}; none cost less than {bound:,.0f}; {columns:,} plans listed")


main()
