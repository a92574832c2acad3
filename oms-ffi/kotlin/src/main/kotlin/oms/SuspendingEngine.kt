package oms

import java.time.Instant
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** The same engine in suspending functions: calls wait on [dispatcher], never on the thread of the caller, such as that of a screen. */
class SuspendingEngine(
    val blocking: Engine,
    private val dispatcher: CoroutineDispatcher = Dispatchers.IO,
) : AutoCloseable by blocking {
    /** Carries out one command; a refusal is thrown. */
    suspend fun submit(envelope: Envelope): Receipt = waiting { submit(envelope) }

    /** Carries out a list of commands with one commit; a refusal is an outcome and is not thrown. */
    suspend fun submitMany(envelopes: List<Envelope>): List<Outcome> = waiting { submitMany(envelopes) }

    /** What commands would do if they were sent now. Nothing is written; see [Engine.preview]. */
    suspend fun preview(envelopes: List<Envelope>): Preview = waiting { preview(envelopes) }

    /** One page of a list. */
    suspend fun query(query: Query): Page = waiting { query(query) }

    /** The order of that id. */
    suspend fun order(id: OrderId): Order? = waiting { order(id) }

    /** The order that has that id in its channel. */
    suspend fun orderByExternalId(channel: ChannelId, externalId: ExternalId): Order? =
        waiting { orderByExternalId(channel, externalId) }

    /** What can be promised now. */
    suspend fun availability(query: AvailabilityQuery): List<Availability> = waiting { availability(query) }

    /** What a channel that shows stock of its own is to be told: what has changed since it was told last, the most urgent first. */
    suspend fun publication(query: PublicationQuery): Publication = waiting { publication(query) }

    /** The slots of some days in the order in which they begin: what is left of each, and why some cannot be booked. */
    suspend fun slots(query: SlotQuery): List<SlotOffer> = waiting { slots(query) }

    /** What it costs to send goods from a location, by every service that has a rate card, cheapest first. */
    suspend fun quoteShipping(query: ShippingQuery): ShippingQuotes = waiting { quoteShipping(query) }

    /** How orders that wait would best be sent, all of them together. Nothing is moved: each proposal has the command that does it. */
    suspend fun planReroute(query: RerouteQuery): ReroutePlan = waiting { planReroute(query) }

    /** What it would cost to ship an order from other locations than the best plan does. Nothing is moved. */
    suspend fun regrets(query: RegretQuery): Regrets = waiting { regrets(query) }

    /** Sets the stock of many SKUs row by row; the rows may come as a CSV file. Sent again, an upload has its effect once. */
    suspend fun uploadStock(upload: StockUpload, csv: ByteArray? = null): UploadReport = waiting { uploadStock(upload, csv) }

    /** What runs low where items have reorder rules: how long it lasts, what is on its way, and how much to order. */
    suspend fun stockAlerts(query: StockAlertsQuery): StockAlerts = waiting { stockAlerts(query) }

    /** The entries of the log that a consumer has not acknowledged, oldest first. Deal with them, and then acknowledge them. */
    suspend fun unread(consumer: ConsumerId, limit: UInt = 500u): List<NumberedEntry> = waiting { unread(consumer, limit) }

    /** Says that a consumer has dealt with these entries of the log, which are those that come next; tells whether that was news. */
    suspend fun acknowledge(consumer: ConsumerId, first: ULong, last: ULong): Boolean = waiting { acknowledge(consumer, first, last) }

    /** Keeps the place of a consumer no more; tells whether there was one. */
    suspend fun removeConsumer(consumer: ConsumerId): Boolean = waiting { removeConsumer(consumer) }

    /** What would have come of a recorded period with some changes, and the difference. The store is only read. */
    suspend fun whatIf(request: WhatIfRequest): WhatIfReport = waiting { whatIf(request) }

    /** Works out units and money of the whole store again and names each difference. */
    suspend fun audit(): AuditReport = waiting { audit() }

    /** Cash that couriers have collected and not handed over at an instant, by courier and by how long they have had it. */
    suspend fun cashAgeing(at: Instant): CashAgeing = waiting { cashAgeing(at) }

    /** What carriers and locations have done with all orders: deliveries, failed attempts, returns to origin, rejections. */
    suspend fun performance(): PerformanceReport = waiting { performance() }

    /** The digest of the whole state. */
    suspend fun digest(): String = waiting { digest() }

    /** Writes the file anew, so that no byte is left of what was erased or changed before. */
    suspend fun purge() = waiting { purge() }

    private suspend fun <T> waiting(call: Engine.() -> T): T = withContext(dispatcher) { blocking.call() }
}

/** This engine in suspending functions. */
fun Engine.suspending(dispatcher: CoroutineDispatcher = Dispatchers.IO): SuspendingEngine = SuspendingEngine(this, dispatcher)
