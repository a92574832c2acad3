package oms

import java.math.BigDecimal
import java.time.Instant

/**
 * What a call costs in Kotlin, for `cargo xtask bench`, which asks the programs of all languages in turns.
 *
 * Requests are lines such as `typed 100`: how commands are handed over, and how many at a time. The answer is a line with the
 * microseconds an order took (the median over equal parts of the run) and the digest of the state afterwards, which is the same in
 * every language. Ways: `typed`, where making the command is part of the call; `texts`, JSON in and out, one at a time; `made`,
 * where commands are only made.
 */
fun main() = generateSequence(::readLine).forEach { request ->
    val (way, atOnce) = request.split(" ")
    val (microseconds, digest) = when (way) {
        "typed" -> typed(atOnce.toInt())
        "texts" -> texts()
        "made" -> median { first -> captures(first, PART) } to "-"
        else -> throw IllegalArgumentException("`$way` is no way to hand commands over")
    }
    println("%.3f %s".format(microseconds, digest))
}

private const val ORDERS = 500
private const val PART = 100
private const val SKUS = 500

private val at: Instant = Instant.parse("2026-03-01T10:00:00Z")

private fun typed(atOnce: Int): Pair<Double, String> = Engine.memory().use { engine ->
    engine.submitMany(setUp())
    val microseconds = median { first ->
        for (number in first until first + PART step atOnce) {
            if (atOnce == 1) engine.submit(capture(number)) else engine.submitMany(captures(number, atOnce))
        }
    }
    microseconds to engine.digest()
}

private fun texts(): Pair<Double, String> = Engine.memory().use { engine ->
    engine.submitMany(setUp())
    val texts = captures(0, ORDERS).map { commandsToJson(listOf(it)).drop(1).dropLast(1) }
    val microseconds = median { first ->
        for (number in first until first + PART) engine.submitJson(texts[number])
    }
    microseconds to engine.digest()
}

/** Microseconds an order: the median over the parts of a run. A part is told its first order. */
private fun median(part: (Int) -> Unit): Double {
    val taken = (0 until ORDERS step PART).map { first ->
        val before = System.nanoTime()
        part(first)
        (System.nanoTime() - before) / 1_000.0 / PART
    }
    return taken.sorted()[taken.size / 2]
}

private fun captures(first: Int, count: Int): List<Envelope> = List(count) { capture(first + it) }

private fun capture(number: Int): Envelope {
    val lines = List(3) { line ->
        val taxes = listOf(TaxRate(BigDecimal("0.19")))
        CaptureLine("$line", "sku-${(number * 3 + line) % SKUS}", 1L + line, BigDecimal("19.99"), taxes = taxes)
    }
    val order = Command.CaptureOrder(
        order = "o-$number",
        channel = "web",
        externalId = "x-$number",
        customer = "customer-${number % 1000}",
        currency = "EUR",
        pricesIncludeTax = true,
        lines = lines,
        shippingAddress = Address(address1 = "Street 1", city = "Berlin", postalCode = "10115", country = "DE"),
        payments = listOf(PaymentOffer("card", PaymentMethod.CARD, authorized = BigDecimal("119.94"))),
    )
    return Envelope("c-$number", at, "bench", command = order)
}

/** A warehouse with plenty. */
private fun setUp(): List<Envelope> {
    val stocked = (0 until SKUS).flatMap { listOf(Command.PutItem("sku-$it"), Command.ReceiveStock("sku-$it", "berlin", 10_000_000)) }
    val commands = listOf(Command.PutLocation(Location("berlin", country = "DE")), Command.PutChannel(Channel("web"))) + stocked
    return commands.mapIndexed { number, command -> Envelope("s-$number", at, "bench", command = command) }
}
