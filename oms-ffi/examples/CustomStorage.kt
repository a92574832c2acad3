package oms.examples

import java.math.BigDecimal
import java.time.Instant
import java.util.Arrays
import oms.*

/** A storage of one's own, over maps: the contract in its plainest form. The tests run the whole conformance suite on it. */
class MapStorage : Storage {
    private var epoch = 0uL
    private var settings = Settings(0uL, emptyList(), emptyList(), Policies())
    private val items = sortedMapOf<Sku, Item>(text)
    /** By location and lot. */
    private val stock = sortedMapOf<Sku, MutableMap<Pair<LocationId, LotNumber?>, Buckets>>(text)
    private val counters = sortedMapOf<Sku, MutableMap<Counter, Long>>(text)
    private val orders = sortedMapOf<OrderId, Order>(text)
    private val externalIds = mutableMapOf<ExternalKey, OrderId>()
    private val reservations = sortedMapOf<ReservationId, Reservation>(text)
    private val documents = mutableMapOf<DocumentKey, Document>()
    private val subjects = mutableMapOf<Subject, MutableSet<DocumentKey>>()
    private val waiting = mutableMapOf<Sku, MutableSet<Waiting>>()
    private val recent = mutableMapOf<CustomerId, List<Recent>>()
    private val log = mutableListOf<LogEntry>()
    private val commands = mutableMapOf<CommandId, LogEntry>()
    private val consumers = sortedMapOf<ConsumerId, ULong>(text)

    @Synchronized
    override fun load(wanted: ReadSet) = Snapshot(
        epoch,
        settings.takeIf { it.version != wanted.settingsKnown },
        log.lastOrNull()?.envelope?.at,
        wanted.orders.map { orders[it] },
        wanted.externalIds.map { externalIds[it] },
        wanted.skus.map { SkuRecord(items[it], stockOf(it), countersOf(it)) },
        wanted.reservations.map { reservations[it] },
        wanted.customers.map { recent[it].orEmpty() },
        wanted.commands.map { commands[it] },
        wanted.waiting.map { query ->
            val queue = waiting[query.sku].orEmpty().sortedWith(turn)
            val after = query.after
            queue.filter { after == null || turn.compare(it, after) > 0 }.take(count(query.limit.toULong()))
        },
        wanted.documents.map { documents[it] },
        wanted.subjects.map { subjects[it].orEmpty().sortedWith(paper) },
        wanted.moved.map(::movedLately),
        wanted.due?.let(::dueBy).orEmpty(),
        wanted.pages.map(::scan),
    )

    @Synchronized
    override fun commit(changes: ChangeSet): Boolean {
        if (!admits(changes)) return false
        epoch += changes.epochStep
        settings = changes.settings ?: settings
        changes.items.associateByTo(items) { it.sku }
        for ((_, order) in changes.orders) {
            orders[order.id] = order
            order.externalId?.let { externalIds[ExternalKey(order.channel, it)] = order.id }
        }
        for (change in changes.reservations) {
            when (val kept = change.reservation) {
                null -> reservations.remove(change.id)
                else -> reservations[change.id] = kept
            }
        }
        for (delta in changes.stock) {
            stock.getOrPut(delta.sku) { sortedMapOf(shelves) }.merge(Pair(delta.location, delta.lot), delta.change, ::sum)
        }
        for (delta in changes.counters) {
            counters.getOrPut(delta.sku) { mutableMapOf() }.merge(delta.counter, delta.change, Long::plus)
        }
        for (change in changes.waiting) {
            val queue = waiting.getOrPut(change.sku) { mutableSetOf() }
            if (change.waits) queue += change.waiting else queue -= change.waiting
        }
        changes.documents.associateTo(documents) { it.key to it.document }
        for (change in changes.subjects) {
            val papers = subjects.getOrPut(change.subject) { mutableSetOf() }
            if (change.isAbout) papers += change.document else papers -= change.document
        }
        changes.forgotten.forEach { recent.remove(it) }
        for (put in changes.recent) {
            recent[put.customer] = (listOf(put.recent) + recent[put.customer].orEmpty()).take(RECENT_MAX)
        }
        for (entry in changes.rewritten) {
            log[log.indexOf(commands.getValue(entry.envelope.id))] = entry
            commands[entry.envelope.id] = entry
        }
        log += changes.log
        changes.log.associateByTo(commands) { it.envelope.id }
        for ((consumer, _, position) in changes.consumers) {
            if (position > 0u) consumers[consumer] = position else consumers.remove(consumer)
        }
        return true
    }

    @Synchronized
    override fun scan(query: Query): Page = when (query) {
        is Query.Orders -> {
            val after = query.after
            val passing = orders.values.filter { passes(query.filter, it) }.sortedWith(placed.reversed())
            val rows = passing.filter { after == null || isBefore(it, after) }.take(rows(query.limit))
            val next = rows.lastOrNull()?.takeIf { rows.size == rows(query.limit) }?.let { OrderCursor(it.placedAt, it.id) }
            Page.Orders(rows, next)
        }
        is Query.OrderCounts -> {
            val names = orders.values.filter { passes(query.filter, it) }.mapNotNull { statusName(it, query.axis) }
            Page.OrderCounts(names.groupingBy { it }.eachCount().toSortedMap().map { StatusCount(it.key, it.value.toULong()) })
        }
        is Query.Log -> {
            val entries = log.withIndex().drop(count(query.after)).take(rows(query.limit))
            Page.Log(entries.map { NumberedEntry(it.index.toULong() + 1u, it.value) })
        }
        Query.Consumers -> Page.Consumers(consumers.map { ConsumerPosition(it.key, it.value) }, log.size.toULong())
        is Query.Movements -> movements(query)
        Query.Settings -> Page.Settings(settings)
        is Query.Items -> Page.Items(after(items, query.after, query.limit).values.toList())
        is Query.Stock -> {
            val uneven = counters.filterValues { values -> values.values.any { it != 0L } }
            val kept = (stock.keys + uneven.keys).associateWithTo(sortedMapOf<Sku, Sku>(text)) { it }
            val rows = after(kept, query.after, query.limit).keys.map { sku ->
                SkuStock(sku, stockOf(sku).map { StockLevel(sku, it.location, it.lot, it.buckets) }, countersOf(sku))
            }
            Page.Stock(rows)
        }
        is Query.AllOrders -> Page.Orders(after(orders, query.after, query.limit).values.toList(), null)
        is Query.Reservations -> Page.Reservations(after(reservations, query.after, query.limit).values.toList())
        is Query.Documents -> {
            val keys = query.about?.let { subjects[it].orEmpty() } ?: documents.keys
            val ofKind = keys.filter { it.kind == query.kind }.associateTo(sortedMapOf<DocumentId, Document>(text)) { it.id to documents.getValue(it) }
            Page.Documents(after(ofKind, query.after, query.limit).values.toList())
        }
    }

    /** Whether every guard of the changes holds. */
    private fun admits(changes: ChangeSet): Boolean =
        epoch == changes.epochRead &&
            changes.orders.all { (read, order) ->
                val owner = order.externalId?.let { externalIds[ExternalKey(order.channel, it)] }
                (orders[order.id]?.version ?: 0uL) == read && (owner == null || owner == order.id)
            } &&
            changes.reservations.all { change -> reservations[change.id]?.let { ReservationRevision(it.madeBy, it.version) } == change.read } &&
            changes.documents.all { (documents[it.key]?.version ?: 0uL) == it.read } &&
            changes.log.none { it.envelope.id in commands } &&
            changes.rewritten.all { it.envelope.id in commands } &&
            changes.consumers.all { (consumers[it.consumer] ?: 0uL) == it.read } &&
            changes.stock.all { delta ->
                val level = stock[delta.sku]?.get(Pair(delta.location, delta.lot)) ?: Buckets()
                (delta.availableAtLeast?.let { level.available >= it } ?: true) && (delta.exactly?.let { level == it } ?: true)
            } &&
            changes.counters.all { delta ->
                val value = counters[delta.sku]?.get(delta.counter) ?: 0
                delta.atMost?.let { value <= it } ?: true
            }

    private fun stockOf(sku: Sku) = stock[sku].orEmpty().map { LocationStock(it.key.first, it.key.second, it.value) }

    private fun countersOf(sku: Sku) =
        counters[sku].orEmpty().filterValues { it != 0L }.map { CounterValue(it.key, it.value) }.sortedWith(counted)

    private fun dueBy(query: DueQuery): List<Due> {
        val carts = reservations.values.map { Due(it.expiresAt, DueKey.Reservation(it.id)) }
        val ending = orders.values.mapNotNull { order -> order.dueAt?.let { Due(it, DueKey.Order(order.id)) } }
        val papers = documents.mapNotNull { (key, document) -> document.dueAt?.let { Due(it, DueKey.Document(key)) } }
        return (carts + ending + papers).filter { it.at <= query.until }.sortedWith(due).take(count(query.limit.toULong()))
    }

    /** What moved after an instant; so many of the last entries that moved some are looked at. */
    private fun movedLately(query: MovedQuery): List<MovementRow> {
        val moving = log.withIndex().reversed().map { entry ->
            entry to entry.value.movements.filter { it.sku == query.sku && it.location == query.location }
        }.filter { (_, movements) -> movements.isNotEmpty() }.take(count(query.limit.toULong()))
        return moving.filter { (entry, _) -> entry.value.envelope.at > query.after }.flatMap { (entry, movements) ->
            val sent = entry.value.envelope
            movements.map { MovementRow(entry.index.toULong() + 1u, sent.at, sent.actor, sent.id, it) }
        }
    }

    /** All movements of an entry stand on one page. */
    private fun movements(query: Query.Movements): Page {
        val limit = rows(query.limit)
        val entries = log.withIndex().reversed().filter { query.before.let { before -> before == null || it.index.toULong() + 1u < before } }
        val moved = entries.map { entry ->
            val of = entry.value.movements.filter { it.sku == query.sku && (query.location == null || it.location == query.location) }
            val sent = entry.value.envelope
            of.map { MovementRow(entry.index.toULong() + 1u, sent.at, sent.actor, sent.id, it) }
        }.filter { it.isNotEmpty() }.take(limit)
        return Page.Movements(moved.flatten(), if (moved.size == limit) moved.last().first().number else null)
    }
}

private const val RECENT_MAX = 16
private const val PAGE_MAX = 10_000u

private fun count(limit: ULong): Int = minOf(limit, Int.MAX_VALUE.toULong()).toInt()

private fun rows(limit: UInt): Int = minOf(limit, PAGE_MAX).toInt()

/** Texts in the order of their bytes, as everywhere in the engine. */
private val text: Comparator<String> = Comparator { one, other -> Arrays.compareUnsigned(one.toByteArray(), other.toByteArray()) }

private val shelves: Comparator<Pair<LocationId, LotNumber?>> =
    compareBy<Pair<LocationId, LotNumber?>, String>(text) { it.first }.thenBy(text) { it.second.orEmpty() }
private val turn: Comparator<Waiting> = compareByDescending<Waiting> { it.priority }.thenBy { it.placedAt }.thenBy(text) { it.order }
private val placed: Comparator<Order> = compareBy<Order> { it.placedAt }.thenBy(text) { it.id }
private val paper: Comparator<DocumentKey> = compareBy<DocumentKey> { it.kind }.thenBy(text) { it.id }
private val due: Comparator<Due> = compareBy<Due> { it.at }.thenBy { rank(it.key) }.thenBy { kind(it.key) }.thenBy(text) { name(it.key) }

/** Whether an order was placed before another, or at its time with a smaller id. */
private fun isBefore(order: Order, place: OrderCursor): Boolean =
    order.placedAt.compareTo(place.placedAt).let { if (it == 0) text.compare(order.id, place.order) else it } < 0

/** Reservations come before orders, and orders before papers. */
private fun rank(key: DueKey): Int = when (key) {
    is DueKey.Reservation -> 0
    is DueKey.Order -> 1
    is DueKey.Document -> 2
}

private fun kind(key: DueKey): DocumentKind? = (key as? DueKey.Document)?.v1?.kind

private fun name(key: DueKey): String = when (key) {
    is DueKey.Order -> key.v1
    is DueKey.Reservation -> key.v1
    is DueKey.Document -> key.v1.id
}

private val counted: Comparator<CounterValue> = compareBy(text) { counterName(it.counter) }

/** Units on backorder come first, then channels by id; what a location takes on is counted as orders, units and grams. */
private fun counterName(counter: Counter): String = when (counter) {
    Counter.Backordered -> ""
    is Counter.Channel -> counter.v1
    is Counter.Capacity -> counter.v1.ordinal.toString()
}

private fun statusName(order: Order, axis: Axis): String? {
    val derived = derived(order)
    val statuses = derived.statuses
    val status: Enum<*>? = when (axis) {
        Axis.ORDER -> statuses.order
        Axis.PAYMENT -> statuses.payment
        Axis.FULFILLMENT -> statuses.fulfillment
        Axis.DELIVERY -> statuses.delivery
        Axis.RETURNS -> statuses.returns
        Axis.QUEUE -> derived.queue?.queue
    }
    return status?.name?.lowercase()
}

private fun sum(one: Buckets, other: Buckets) = Buckets(
    one.available + other.available,
    one.reserved + other.reserved,
    one.committed + other.committed,
    one.safety + other.safety,
    one.damaged + other.damaged,
    one.qualityControl + other.qualityControl,
)

private fun <V> after(map: java.util.SortedMap<String, V>, key: String?, limit: UInt): Map<String, V> {
    val rest = if (key == null) map else map.tailMap("$key\u0000")
    return rest.entries.take(rows(limit)).associate { it.key to it.value }
}

/** Sells the last shirt once, on a storage of maps. */
fun customStorage() {
    Engine.on(MapStorage()).use { engine ->
        val shirt = CaptureLine("1", "shirt", 1, BigDecimal("19.99"))
        val commands = listOf(
            Command.PutLocation(Location("berlin", country = "DE")),
            Command.PutChannel(Channel("web")),
            Command.PutItem("shirt"),
            Command.ReceiveStock("shirt", "berlin", 1),
            Command.CaptureOrder("1001", "web", currency = "EUR", lines = listOf(shirt)),
            Command.CaptureOrder("1002", "web", currency = "EUR", lines = listOf(shirt)),
        )
        val at = Instant.parse("2026-03-01T10:00:00Z")
        val outcomes = engine.submitMany(commands.mapIndexed { number, command -> Envelope("$number", at, "shop", command = command) })
        outcomes.forEach { println(if (it is Outcome.Refused) sentence(it.rejection) else "applied") }
        check(outcomes.count { it is Outcome.Refused } == 1 && engine.audit().differences.isEmpty())
    }
}

fun main() = customStorage()
