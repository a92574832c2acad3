package oms

import java.math.BigDecimal
import java.time.Instant

/** A small shop: two locations, a channel, a shirt of which there are five in Berlin. */
class Shop(val engine: Engine) {
    private var sent = 0

    /** A command under the next id, a minute after the one before. */
    fun envelope(command: Command): Envelope {
        sent += 1
        return Envelope("c$sent", Instant.parse("2026-03-01T10:00:00Z").plusSeconds(60L * sent), "test", command = command)
    }

    fun submit(command: Command): Receipt = engine.submit(envelope(command))

    fun opened(): Shop = apply {
        submit(Command.PutLocation(Location("berlin", country = "DE")))
        submit(Command.PutLocation(Location("hamburg", country = "DE")))
        submit(Command.PutChannel(Channel("web")))
        submit(Command.PutItem("shirt"))
        submit(Command.ReceiveStock("shirt", "berlin", 5))
    }

    fun capture(order: OrderId, quantity: Long = 1, price: String = "19.99"): Command = Command.CaptureOrder(
        order,
        "web",
        currency = "EUR",
        lines = listOf(CaptureLine("1", "shirt", quantity, BigDecimal(price))),
        payments = listOf(PaymentOffer("card", PaymentMethod.CARD, authorized = BigDecimal(price) * BigDecimal(quantity))),
    )
}
