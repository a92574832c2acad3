package oms

import java.math.BigDecimal
import java.nio.file.Files
import java.time.Instant
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

class EngineTest {
    private val shop = Shop(Engine.memory()).opened()
    private val engine = shop.engine

    @Test
    fun `an order goes from capture to what is worked out from it`() {
        val receipt = shop.submit(shop.capture("o1", 2))
        assertIs<Event.OrderCaptured>(receipt.events.first())
        val order = engine.order("o1")!!
        assertEquals(BigDecimal("39.98"), order.total)
        assertEquals(Instant.parse("2026-03-01T10:06:00Z"), order.placedAt)
        assertEquals(OrderStatus.OPEN, derived(order).statuses.order)
        val journal = journal(order)
        assertEquals(order.total, journal.balances.first { it.account == Account.RECEIVABLE }.amount)
        assertNull(engine.order("o2"))
        assertEquals(3L, engine.availability(AvailabilityQuery(order.placedAt, "web", skus = listOf("shirt"))).single().available)
        assertTrue(engine.audit().differences.isEmpty())
        assertEquals(64, engine.digest().length)
    }

    @Test
    fun `why an order and a cart are routed as they are`() {
        val members = RoutingRule("members", condition = "order.customer.group == 'member'")
        shop.submit(Command.PutRoutingPolicy(listOf(members, RoutingRule("everybody"))))
        shop.submit(Command.ReserveStock("r1", "web", listOf(ReserveLine("shirt", 2))))
        shop.submit(shop.capture("o1"))
        val cart = assertIs<Page.Reservations>(engine.query(Query.Reservations(limit = 5u))).reservations.single()
        val (chosen, undecided) = explainCartRouting(cart).summary
        assertContains(chosen, "Rule `everybody` of version 1 chose `berlin`")
        assertEquals("Rule `members` could not be asked: the cart does not say `order.customer.group`.", undecided)
        assertEquals(chosen, explainRouting(engine.order("o1")!!).summary.first())
    }

    @Test
    fun `a refusal is thrown with its figures, or is an outcome of many`() {
        val refused = assertFailsWith<OmsException.InsufficientStock> { shop.submit(shop.capture("o1", 6)) }
        assertEquals(listOf(6L, 5L), listOf(refused.requested, refused.available))
        assertEquals("insufficient_stock", refused.code())
        assertContains(refused.sentence(), "shirt")

        val outcomes = engine.submitMany(listOf(shop.capture("o1", 6), shop.capture("o2")).map(shop::envelope))
        val rejection = assertIs<Outcome.Refused>(outcomes[0]).rejection
        assertEquals(5L, assertIs<Rejection.InsufficientStock>(rejection).available)
        assertEquals(refused.sentence(), sentence(rejection))
        assertIs<Outcome.Applied>(outcomes[1])
        assertFailsWith<OmsException.InsufficientStock> { checkAccepted(outcomes[0]) }
    }

    @Test
    fun `a consumer of the log goes on where it was, and is told of another of its name`() {
        for (engine in listOf(engine, Shop(Engine.on(oms.examples.MapStorage())).opened().engine)) {
            assertEquals(listOf(1uL, 2uL, 3uL), engine.unread("mailer", 3u).map { it.number })
            assertEquals(listOf(true, false), List(2) { engine.acknowledge("mailer", 1uL, 3uL) })
            assertEquals(engine.log(3uL).toList(), engine.unread("mailer"))
            assertEquals(Page.Consumers(listOf(ConsumerPosition("mailer", 3uL)), 5uL), engine.query(Query.Consumers))
            val codes = listOf(1uL to 4uL, 4uL to 6uL, 4uL to 3uL).map { (first, last) ->
                assertFailsWith<OmsException.Failed> { engine.acknowledge("mailer", first, last) }.code()
            }
            assertEquals(listOf("consumer_moved", "beyond_log", "invalid_range"), codes)
            assertFailsWith<OmsException.Input> { engine.unread("") }
            assertEquals(listOf(true, false), List(2) { engine.removeConsumer("mailer") })
            assertEquals(5, engine.unread("mailer").size)
        }
    }

    @Test
    fun `a file of counts is answered row by row, and what runs low is listed`() {
        val at = Instant.parse("2026-03-01T12:00:00Z")
        val upload = StockUpload(upload = "count-1", at = at, actor = "test", reason = "stocktake", location = "berlin")
        val report = engine.uploadStock(upload, "SKU,On hand\nshirt,4\nnosuch,1\nshirt,many\n".toByteArray())
        assertEquals(listOf(UploadedStatus.APPLIED, UploadedStatus.REFUSED, UploadedStatus.REFUSED), report.rows.map { it.status })
        assertEquals(listOf(5L, 4L), listOf(report.rows[0].before, report.rows[0].after))
        assertIs<Rejection.UnknownItem>(report.rows[1].rejection)
        assertEquals(1u, engine.uploadStock(upload, "SKU,On hand\nshirt,4\n".toByteArray()).alreadyApplied)
        shop.submit(Command.PutItem("shirt", reorderRules = listOf(ReorderRule("berlin", 5))))
        val level = engine.stockAlerts(StockAlertsQuery(at, limit = 10u)).levels.single()
        assertEquals(listOf(4L, 1L), listOf(level.available, level.suggested))
    }

    @Test
    fun `a preview shows what comes and writes nothing`() {
        shop.submit(shop.capture("o1", 2))
        val digest = engine.digest()
        val edit = shop.envelope(Command.EditOrder("o1", listOf(OrderChange.SetQuantity("1", 3))))
        val preview = engine.preview(listOf(edit))
        val order = preview.orders.single()
        assertEquals(BigDecimal("19.99"), order.dueChange)
        assertEquals(BigDecimal("59.97"), order.after.derived.balance.total)
        val shirts = preview.stock.single()
        assertEquals(listOf(3L, 2L), listOf(shirts.before.available, shirts.after.available))
        assertEquals(digest, engine.digest())
        assertEquals(engine.order("o1"), order.before!!.order)
        val refused = engine.preview(listOf(shop.envelope(shop.capture("o2", 9)))).commands.single().outcome
        assertIs<Rejection.InsufficientStock>(assertIs<Outcome.Refused>(refused).rejection)
        val shown = preview.commands.single()
        val confirmed = edit.copy(expectedVersion = shown.expectedVersion)
        assertEquals(shown.outcome, Outcome.Applied(engine.submit(confirmed)))
        assertEquals(engine.order("o1"), order.after.order)
        assertFailsWith<OmsException.VersionConflict> { engine.submit(confirmed.copy(id = "stale")) }
        runBlocking { assertEquals(engine.preview(listOf(edit)), engine.suspending().preview(listOf(edit))) }
    }

    @Test
    fun `reports are over all orders`() {
        val order = shop.capture("o1") as Command.CaptureOrder
        shop.submit(order.copy(payments = listOf(PaymentOffer("cash", PaymentMethod.CASH_ON_DELIVERY))))
        shop.submit(Command.PickFulfillment("o1", 1u))
        shop.submit(Command.PackParcel("o1", 1u))
        shop.submit(Command.ShipParcel("o1", 1u, carrier = "fast"))
        shop.submit(Command.RecordTracking("o1", 1u, Tracking.DELIVERED))
        shop.submit(Command.CollectCash("o1", "cash", BigDecimal("19.99"), parcel = 1u))
        val report = engine.performance()
        assertEquals(CarrierPerformance("fast", 1u, 1u, 0u, 0u, 0u), report.carriers.single())
        assertEquals(1uL, report.locations.single().asked)
        val ageing = engine.cashAgeing(Instant.parse("2026-03-11T12:00:00Z"))
        assertEquals("fast" to BigDecimal("19.99"), ageing.couriers.single().let { it.courier to it.days8To14 })
        assertEquals(10u, ageing.payments.single().days)
        runBlocking {
            assertEquals(report, engine.suspending().performance())
            assertEquals(ageing, engine.suspending().cashAgeing(ageing.at))
        }
    }

    @Test
    fun `sending a command twice has its effect once`() {
        val envelope = shop.envelope(shop.capture("o1"))
        val receipt = engine.submit(envelope)
        assertEquals(receipt, engine.submit(envelope))
        assertIs<Outcome.AlreadyApplied>(engine.submitMany(listOf(envelope)).single())
    }

    @Test
    fun `decimals keep their digits and instants their milliseconds`() {
        val price = BigDecimal("10.10000")
        val at = Instant.parse("2026-03-01T12:00:00.123Z")
        val order = shop.capture("o1") as Command.CaptureOrder
        val lines = listOf(CaptureLine("1", "shirt", 1, price))
        engine.submit(Envelope("x", at, "test", command = order.copy(lines = lines, payments = emptyList())))
        val kept = engine.order("o1")!!
        assertEquals(price, kept.lines.single().unitPrice)
        assertEquals(at, kept.placedAt)
    }

    @Test
    fun `lists are read page by page`() {
        repeat(5) { shop.submit(shop.capture("o$it")) }
        assertEquals(listOf("o4", "o3", "o2", "o1", "o0"), engine.orders(pageSize = 2u).map { it.id }.toList())
        assertEquals(10, engine.log(pageSize = 3u).count())
        assertTrue(engine.orders(OrderFilter(order = OrderStatus.CANCELED)).none())
        runBlocking {
            assertEquals(5, engine.suspending().orders(pageSize = 2u).toList().size)
        }
    }

    @Test
    fun `suspending calls answer what blocking ones do`() = runBlocking {
        val suspending = engine.suspending()
        suspending.submit(shop.envelope(shop.capture("o1")))
        assertEquals(engine.order("o1"), suspending.order("o1"))
        assertEquals(engine.digest(), suspending.digest())
        assertFailsWith<OmsException.OrderExists> { suspending.submit(shop.envelope(shop.capture("o1"))) }
        Unit
    }

    @Test
    fun `a file keeps what was committed`() {
        val file = Files.createTempDirectory("oms").resolve("shop.sqlite").toString()
        val digest = Engine.open(file).use { Shop(it).opened().engine.digest() }
        assertEquals(shop.engine.digest(), digest)
        Engine.open(file, OpenOptions(readOnly = true)).use { reader ->
            assertEquals(digest, reader.digest())
            val refused = assertFailsWith<OmsException.Failed> { reader.submit(shop.envelope(shop.capture("o1"))) }
            assertEquals("read_only", refused.code())
        }
        assertEquals("cannot_open", assertFailsWith<OmsException.Failed> { Engine.open("/no/such/folder/shop.sqlite") }.code())
    }

    @Test
    fun `a closed engine says so`() {
        engine.close()
        engine.close()
        assertEquals("closed", assertFailsWith<OmsException.Closed> { engine.digest() }.code())
        assertFailsWith<OmsException.Closed> { shop.submit(shop.capture("o1")) }
    }

    @Test
    fun `what is no command is told with a code, and the engine goes on`() {
        for ((text, code) in listOf(
            "" to "malformed_json",
            "{" to "malformed_json",
            "\u0000" to "malformed_json",
            """{"id": "1"}""" to "invalid_command",
            "[".repeat(100) to "input_too_deep",
            " ".repeat(10 shl 20) to "input_too_large",
        )) {
            assertEquals(code, assertFailsWith<OmsException.Input>(code) { engine.submitJson(text) }.code())
        }
        val item = """{"id": "1", "at": "2026-03-02T10:00:00Z", "actor": "a", "command": {"type": "put_item", "sku": "b"}}"""
        assertContains(engine.submitJson(item), "applied")
    }

    @Test
    fun `values that no order can have are refused with a code`() {
        fun refusal(command: Command): String = assertFailsWith<OmsException> { shop.submit(command) }.code()
        val order = shop.capture("o1") as Command.CaptureOrder
        assertEquals("invalid_command", refusal(order.copy(order = "")))
        assertEquals("input_too_large", refusal(order.copy(order = "x".repeat(10 shl 20))))
        assertEquals("invalid_command", refusal(Command.ReceiveStock("shirt", "berlin", -1)))
        assertEquals("invalid_command", refusal(order.copy(lines = listOf(CaptureLine("1", "shirt", 1, BigDecimal("1e40"))))))
        val nameless = Envelope("", Instant.EPOCH, "test", command = order)
        assertEquals("invalid_command", assertFailsWith<OmsException.Input> { engine.submit(nameless) }.code())
        assertTrue(engine.audit().differences.isEmpty())
    }

    @Test
    fun `instants of no year of ours are told with a code`() {
        val order = shop.capture("o1")
        val afterTheYear9999 = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1)
        for (instant in listOf(afterTheYear9999, Instant.parse("-0001-01-01T00:00:00Z"), Instant.MAX, Instant.MIN)) {
            val envelope = Envelope("x", instant, "test", command = order)
            val calls = listOf<() -> Any>(
                { engine.submit(envelope) },
                { engine.submitMany(listOf(envelope)) },
                { commandsToJson(listOf(envelope)) },
                { engine.availability(AvailabilityQuery(instant, "web", skus = listOf("shirt"))) },
                { sentence(Rejection.ReturnWindowClosed("o1", "1", 30u, "2026-03-31", "UTC", instant)) },
            )
            for (call in calls) assertEquals("invalid_input", assertFailsWith<OmsException.Input>("$instant") { call() }.code())
        }
        engine.submit(Envelope("last", Instant.parse("9999-12-30T22:00:00Z"), "test", command = order))
    }

    @Test
    fun `numbers and texts that cannot cross the border are told with a code`() {
        val order = shop.capture("o1") as Command.CaptureOrder
        fun code(command: Command): String = assertFailsWith<OmsException.Input> { shop.submit(command) }.code()
        for (price in listOf("1e999999999", "1e-999999999", "1".repeat(2_000))) {
            assertEquals("invalid_input", code(order.copy(lines = listOf(CaptureLine("1", "shirt", 1, BigDecimal(price))))))
        }
        for (text in listOf("\uD83D", "\uDE00", "a\uDE00\uD83D?", "\uD83D\uD83D\uDE00")) {
            assertEquals("invalid_input", code(order.copy(order = text)))
            assertEquals("invalid_input", assertFailsWith<OmsException.Input> { engine.order(text) }.code())
        }
        val wellFormed = "is it 50 €? \uD83D\uDE00"
        val address = Address(name = wellFormed, address1 = "Street 1", city = "Berlin", postalCode = "10115", country = "DE")
        shop.submit(order.copy(shippingAddress = address))
        assertEquals(wellFormed, engine.order("o1")!!.shippingAddress!!.name)
    }

    @Test
    fun `a panic has a code, and the engine goes on`() {
        val broken = assertFailsWith<OmsException.Failed> { panicOnPurpose() }
        assertEquals("internal", broken.code())
        assertContains(broken.sentence(), "asked for")
        shop.submit(shop.capture("o1"))
    }

    @Test
    fun `calls from many threads take turns`() {
        val at = Instant.parse("2026-03-02T10:00:00Z")
        val pool = Executors.newFixedThreadPool(8)
        val calls = (1..40).map { number ->
            val envelope = Envelope("t$number", at, "test", command = shop.capture("t$number"))
            Callable { engine.submitMany(listOf(envelope)).single() }
        }
        val outcomes = pool.invokeAll(calls).map { it.get() }
        pool.shutdown()
        assertEquals(5, outcomes.count { it is Outcome.Applied })
        assertTrue(outcomes.filterIsInstance<Outcome.Refused>().all { it.rejection is Rejection.InsufficientStock })
    }

    @Test
    fun `values become texts and values again`() {
        shop.submit(shop.capture("o1"))
        val order = engine.order("o1")!!
        assertEquals(order, orderFromJson(orderToJson(order)))
        val commands = listOf(shop.envelope(shop.capture("o2")))
        assertEquals(commands, commandsFromJson(commandsToJson(commands)))
        assertEquals("invalid_input", assertFailsWith<OmsException.Input> { orderFromJson("{}") }.code())
    }
}
