package oms.examples

import java.io.BufferedReader
import java.math.BigDecimal
import java.nio.file.Files
import java.time.Instant
import oms.*

/**
 * A store associate picks orders on a device without network. The device holds the same engine on a file of its own: it checks what
 * the associate says as strictly as the shop would, and its log is sent to the shop once there is network again.
 */
class StoreDevice(private val shop: Engine, private val device: Engine, private val store: LocationId, private val associate: Actor) {
    private var clock = Instant.parse("2026-03-01T12:00:00Z")
    private var synced = 0uL

    /** Takes over what the shop has done since the last time. */
    fun fetch() {
        val envelopes = shop.log(after = synced).map { it.entry.envelope }.toList()
        device.submitMany(envelopes).forEach { checkAccepted(it) }
        synced = device.log(synced).lastOrNull()?.number ?: synced
    }

    /** Sends what the associate has done. Commands keep their ids, so sending them again would do no harm. */
    fun send(): Int {
        val envelopes = device.log(after = synced).map { it.entry.envelope }.toList()
        shop.submitMany(envelopes).forEach { checkAccepted(it) }
        synced += envelopes.size.toUInt()
        return envelopes.size
    }

    /** One line that the associate has typed; answers what to show. */
    fun carryOut(line: String): String {
        val words = line.trim().split(' ')
        val order = words.getOrElse(1) { "" }
        return try {
            when (words.first()) {
                "list" -> work().ifEmpty { "nothing to do" }
                "accept" -> done(Command.AcceptFulfillment(order, numberOf(order)), "yours")
                "pick" -> done(Command.PickFulfillment(order, numberOf(order)), "picked")
                "missing" -> {
                    val (line, quantity) = words[2] to words[3].toLong()
                    done(Command.PickFulfillment(order, numberOf(order), listOf(PickLine(line, notFound = quantity))), "noted")
                }
                "pack" -> done(Command.PackParcel(order, numberOf(order)), "packed")
                "ship" -> done(Command.ShipParcel(order, parcelOf(order), carrier = "courier"), "handed over")
                "sync" -> "${send()} commands sent"
                else -> "list, accept, pick, missing ORDER LINE UNITS, pack, ship, sync"
            }
        } catch (refused: OmsException) {
            "not possible: ${refused.sentence()}"
        } catch (_: RuntimeException) {
            "not understood: $line"
        }
    }

    private fun done(command: Command, answer: String): String {
        clock = clock.plusSeconds(30)
        device.submit(Envelope("$store-${clock.epochSecond}", clock, associate, command = command))
        return answer
    }

    private fun work(): String = device.orders(OrderFilter(location = store, order = OrderStatus.OPEN)).joinToString("\n") { order ->
        val lines = order.lines.joinToString { line ->
            line.units.filter { it.location == store }.joinToString(" ") { "${it.quantity} ${line.sku} ${it.stage.name.lowercase()}" }
        }
        "${order.id}: $lines"
    }

    /** The latest work of the store on an order. */
    private fun numberOf(order: OrderId): UInt =
        device.order(order)?.fulfillments.orEmpty().indexOfLast { it.location == store }.let { if (it < 0) 1u else it.toUInt() + 1u }

    private fun parcelOf(order: OrderId): UInt = maxOf(1, device.order(order)?.parcels.orEmpty().size).toUInt()
}

/** A shop with a store and two orders for it. */
fun shopWithOrders(): Engine = Engine.memory().also { shop ->
    val lines = listOf(CaptureLine("a", "scarf", 2, BigDecimal("25.00")), CaptureLine("b", "hat", 1, BigDecimal("18.50")))
    val commands = listOf(
        Command.PutLocation(Location("store", country = "DE")),
        Command.PutChannel(Channel("app")),
        Command.PutItem("scarf"),
        Command.PutItem("hat"),
        Command.ReceiveStock("scarf", "store", 5),
        Command.ReceiveStock("hat", "store", 2),
        Command.CaptureOrder("o1", "app", currency = "EUR", lines = lines),
        Command.CaptureOrder("o2", "app", currency = "EUR", lines = lines.take(1)),
    )
    val at = Instant.parse("2026-03-01T09:00:00Z")
    shop.submitMany(commands.mapIndexed { number, command -> Envelope("shop-$number", at, "app", command = command) }).forEach { checkAccepted(it) }
}

/** Reads lines until there are none; then the shop and the device agree to the last byte. */
fun storePicking(input: BufferedReader) {
    val file = Files.createTempDirectory("store").resolve("device.sqlite").toString()
    shopWithOrders().use { shop ->
        Engine.open(file).use { opened ->
            val device = StoreDevice(shop, opened, "store", "associate")
            device.fetch()
            println(device.carryOut("help"))
            input.lineSequence().forEach { println("> $it\n${device.carryOut(it)}") }
            device.send()
            check(shop.digest() == opened.digest()) { "the shop and the device differ" }
            check(shop.audit().differences.isEmpty())
            println("the shop and the device agree")
        }
    }
}

fun main() = storePicking(System.`in`.bufferedReader())
