package oms

import java.lang.management.ManagementFactory
import java.math.BigDecimal
import java.time.Instant

/**
 * What crossing the border costs: the same orders of three lines through the core alone and through Kotlin, in turns, in CPU time of
 * one thread. Run it with the library that is measured: `-Djna.library.path=target/release`.
 */
fun main() {
    for (atOnce in listOf(1, 100)) {
        val rounds = (1..40).map { round -> inRust(round, atOnce) to inKotlin(round, atOnce) }.drop(10)
        val rust = rounds.minOf { it.first }
        val kotlin = rounds.minOf { it.second }
        println("%d at once: %.1f us an order in Rust, %.1f us in Kotlin, %.1f us more".format(atOnce, rust, kotlin, kotlin - rust))
    }
}

private const val ORDERS = 1_000

private fun inRust(round: Int, atOnce: Int): Double = Baseline(shop(round) + orders(round)).use { baseline ->
    val setUp = shop(round).size
    cpuTime { check(baseline.run(atOnce.toUInt()).toInt() == ORDERS + setUp) }
}

private fun inKotlin(round: Int, atOnce: Int): Double = Engine.memory().use { engine ->
    engine.submitMany(shop(round)).forEach { checkAccepted(it) }
    val batches = orders(round).chunked(atOnce)
    cpuTime {
        if (atOnce == 1) {
            batches.forEach { engine.submit(it.single()) }
        } else {
            batches.forEach { batch -> check(engine.submitMany(batch).all { it is Outcome.Applied }) }
        }
    }
}

/** Microseconds of this thread for each order. */
private fun cpuTime(work: () -> Unit): Double {
    val threads = ManagementFactory.getThreadMXBean()
    val before = threads.currentThreadCpuTime
    work()
    return (threads.currentThreadCpuTime - before) / 1_000.0 / ORDERS
}

private val at: Instant = Instant.parse("2026-03-01T10:00:00Z")

private fun shop(round: Int): List<Envelope> = listOf(
    Command.PutLocation(Location("berlin", country = "DE")),
    Command.PutChannel(Channel("web")),
    Command.PutItem("a"),
    Command.PutItem("b"),
    Command.PutItem("c"),
    Command.ReceiveStock("a", "berlin", 1_000_000),
    Command.ReceiveStock("b", "berlin", 1_000_000),
    Command.ReceiveStock("c", "berlin", 1_000_000),
).mapIndexed { number, command -> Envelope("s$round-$number", at, "bench", command = command) }

private fun orders(round: Int): List<Envelope> = (0 until ORDERS).map { number ->
    val lines = listOf("a", "b", "c").mapIndexed { line, sku ->
        CaptureLine("$line", sku, 1L + number % 3, BigDecimal("19.9$line"), taxes = listOf(TaxRate(BigDecimal("0.19"))))
    }
    val address = Address(name = "Ada Example", address1 = "Street 1", city = "Berlin", postalCode = "10115", country = "DE", email = "ada@example.org")
    val order = Command.CaptureOrder("o$round-$number", "web", customer = "c$number", currency = "EUR", pricesIncludeTax = true, lines = lines, shippingAddress = address)
    Envelope("c$round-$number", at, "bench", command = order)
}
