package oms.examples

import java.math.BigDecimal
import java.time.Instant
import oms.*

/** A checkout holds the last unit for a quarter of an hour; whoever pays in time gets it. */
fun reserveThenPay() {
    Engine.memory().use { engine ->
        var sent = 0
        fun submit(at: String, command: Command): Receipt =
            engine.submit(Envelope("${++sent}", Instant.parse("2026-03-01T${at}Z"), "checkout", command = command))

        fun left(at: String): Long =
            engine.availability(AvailabilityQuery(Instant.parse("2026-03-01T${at}Z"), "web", skus = listOf("lamp"))).single().available

        submit("09:00:00", Command.PutLocation(Location("berlin", country = "DE")))
        submit("09:00:00", Command.PutChannel(Channel("web", requiresPayment = true)))
        submit("09:00:00", Command.PutItem("lamp"))
        submit("09:00:00", Command.ReceiveStock("lamp", "berlin", 1))

        submit("10:00:00", Command.ReserveStock("cart-1", "web", listOf(ReserveLine("lamp", 1)), timeToLive = 900))
        println("in the cart, ${left("10:05:00")} left for others")
        try {
            submit("10:05:00", Command.ReserveStock("cart-2", "web", listOf(ReserveLine("lamp", 1))))
        } catch (refused: OmsException.InsufficientStock) {
            println("cart-2: ${refused.sentence()}")
        }

        val lamp = CaptureLine("1", "lamp", 1, BigDecimal("89.00"))
        submit("10:10:00", Command.CaptureOrder("o1", "web", currency = "EUR", lines = listOf(lamp), reservation = "cart-1"))
        println("captured: payment is ${derived(engine.order("o1")!!).statuses.payment}")
        submit("10:11:00", Command.AuthorizePayment("o1", "card", PaymentMethod.CARD, BigDecimal("89.00")))
        submit("10:12:00", Command.CapturePayment("o1", "card", amount = BigDecimal("89.00")))
        val order = engine.order("o1")!!
        println("paid: ${derived(order).statuses.payment}, at work in ${order.fulfillments.map { it.location }}")
        check(left("11:00:00") == 0L && derived(order).statuses.payment == PaymentStatus.PAID)
        check(engine.audit().differences.isEmpty())
    }
}

fun main() = reserveThenPay()
