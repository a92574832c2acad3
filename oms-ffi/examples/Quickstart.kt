package oms.examples

import java.math.BigDecimal
import java.time.Instant
import oms.*

/** A first order: what was sold, what is left, and what is refused. */
fun quickstart() {
    // README: begin
    Engine.memory().use { engine ->
        val shirts = listOf(CaptureLine("1", "shirt", 2, BigDecimal("19.99"), taxes = listOf(TaxRate(BigDecimal("0.19")))))
        val commands = listOf(
            Command.PutLocation(Location("berlin", country = "DE")),
            Command.PutChannel(Channel("web")),
            Command.PutItem("shirt"),
            Command.ReceiveStock("shirt", "berlin", 3),
            Command.CaptureOrder("1001", "web", currency = "EUR", pricesIncludeTax = true, lines = shirts),
            Command.CaptureOrder("1002", "web", currency = "EUR", lines = shirts),
        )
        val at = Instant.parse("2026-03-01T10:00:00Z")
        val outcomes = engine.submitMany(commands.mapIndexed { number, command -> Envelope("$number", at, "shop", command = command) })
        for (outcome in outcomes) {
            when (outcome) {
                is Outcome.Applied -> println("${outcome.receipt.command}: ${outcome.receipt.events.size} events")
                is Outcome.AlreadyApplied -> println("${outcome.receipt.command}: done before")
                is Outcome.Refused -> println("refused: ${sentence(outcome.rejection)}")
            }
        }
        val order = engine.order("1001")!!
        println("order ${order.id} over ${order.total} EUR is ${derived(order).statuses.fulfillment}")
        check(engine.audit().differences.isEmpty())
    }
    // README: end
}

fun main() = quickstart()
