package oms.examples

import java.math.BigDecimal
import java.time.Instant
import oms.*

/** No location has everything: two parcels go out, each on its own way. */
fun splitShipment() {
    Engine.memory().use { engine ->
        var sent = 0
        fun submit(command: Command): Receipt {
            sent += 1
            return engine.submit(Envelope("$sent", Instant.parse("2026-03-01T10:00:00Z").plusSeconds(60L * sent), "warehouse", command = command))
        }
        for (location in listOf("berlin", "hamburg")) submit(Command.PutLocation(Location(location, country = "DE")))
        submit(Command.PutChannel(Channel("web")))
        for ((sku, location) in listOf("table" to "berlin", "chair" to "hamburg")) {
            submit(Command.PutItem(sku))
            submit(Command.ReceiveStock(sku, location, 4))
        }
        val lines = listOf(CaptureLine("1", "table", 1, BigDecimal("240.00")), CaptureLine("2", "chair", 4, BigDecimal("59.50")))
        val captured = submit(Command.CaptureOrder("o1", "web", currency = "EUR", lines = lines))
        val decision = captured.events.filterIsInstance<Event.OrderRouted>().single().decision
        println("routed to ${decision.chosen}")

        engine.order("o1")!!.fulfillments.forEachIndexed { index, fulfillment ->
            val number = index.toUInt() + 1u
            submit(Command.AcceptFulfillment("o1", number))
            submit(Command.PickFulfillment("o1", number))
            submit(Command.PackParcel("o1", number))
            submit(Command.ShipParcel("o1", number, carrier = "post", trackingNumber = "P-$number"))
            println("${fulfillment.location} has shipped: ${derived(engine.order("o1")!!).statuses.fulfillment}")
        }
        submit(Command.RecordTracking("o1", 1u, Tracking.DELIVERED))
        println("the first has arrived: ${derived(engine.order("o1")!!).statuses.delivery}")
        submit(Command.RecordTracking("o1", 2u, Tracking.DELIVERED))
        check(derived(engine.order("o1")!!).statuses.delivery == DeliveryStatus.DELIVERED)
        check(engine.audit().differences.isEmpty())
    }
}

fun main() = splitShipment()
