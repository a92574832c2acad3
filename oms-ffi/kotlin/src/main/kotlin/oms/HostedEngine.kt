package oms

import java.time.Instant

/** A storage of your own whose calls suspend, over whatever database client you like. */
interface SuspendingStorage {
    /** Reads these records from one consistent view; every list of the answer has the order of the list that asks. */
    suspend fun load(wanted: ReadSet): Snapshot

    /** Writes all of these changes or nothing; false says that another writer was faster, and nothing was written. */
    suspend fun commit(changes: ChangeSet): Boolean

    /** Reads one page of a list. */
    suspend fun scan(query: Query): Page
}

/** The engine on a [SuspendingStorage]: it says what to read and write, and this class has the storage do it. */
class HostedEngine(private val storage: SuspendingStorage) : AutoCloseable {
    private val engine = HostEngine()

    /** Carries out a list of commands with one commit; a refusal is an outcome and is not thrown. */
    suspend fun submitMany(envelopes: List<Envelope>): List<Outcome> = carryOut(engine.submitMany(envelopes)) { outcomes() }

    /** Carries out one command; a refusal is thrown. */
    suspend fun submit(envelope: Envelope): Receipt = checkAccepted(submitMany(listOf(envelope)).single())

    /** What commands would do if they were sent now. Nothing is written; see [Engine.preview]. */
    suspend fun preview(envelopes: List<Envelope>): Preview = carryOut(engine.preview(envelopes)) { preview() }

    /** The order of that id. */
    suspend fun order(id: OrderId): Order? = carryOut(engine.order(id)) { order() }

    /** The order that has that id in its channel. */
    suspend fun orderByExternalId(channel: ChannelId, externalId: ExternalId): Order? =
        carryOut(engine.orderByExternalId(channel, externalId)) { order() }

    /** What can be promised now. */
    suspend fun availability(query: AvailabilityQuery): List<Availability> = carryOut(engine.availability(query)) { availability() }

    /** What a channel that shows stock of its own is to be told: what has changed since it was told last, the most urgent first. */
    suspend fun publication(query: PublicationQuery): Publication = carryOut(engine.publication(query)) { publication() }

    /** The slots of some days in the order in which they begin: what is left of each, and why some cannot be booked. */
    suspend fun slots(query: SlotQuery): List<SlotOffer> = carryOut(engine.slots(query)) { slots() }

    /** What it costs to send goods from a location, by every service that has a rate card, cheapest first. */
    suspend fun quoteShipping(query: ShippingQuery): ShippingQuotes = carryOut(engine.quoteShipping(query)) { shipping() }

    /** How orders that wait would best be sent, all of them together. Nothing is moved: each proposal has the command that does it. */
    suspend fun planReroute(query: RerouteQuery): ReroutePlan = carryOut(engine.planReroute(query)) { reroutePlan() }

    /** What it would cost to ship an order from other locations than the best plan does. Nothing is moved. */
    suspend fun regrets(query: RegretQuery): Regrets = carryOut(engine.regrets(query)) { regrets() }

    /** Sets the stock of many SKUs row by row; the rows may come as a CSV file. Sent again, an upload has its effect once. */
    suspend fun uploadStock(upload: StockUpload, csv: ByteArray? = null): UploadReport =
        carryOut(engine.uploadStock(upload, csv)) { uploadReport() }

    /** What runs low where items have reorder rules: how long it lasts, what is on its way, and how much to order. */
    suspend fun stockAlerts(query: StockAlertsQuery): StockAlerts = carryOut(engine.stockAlerts(query)) { stockAlerts() }

    /** One page of a list. */
    suspend fun query(query: Query): Page = carryOut(engine.query(query)) { page() }

    /** The entries of the log that a consumer has not acknowledged, oldest first. Deal with them, and then acknowledge them. */
    suspend fun unread(consumer: ConsumerId, limit: UInt = 500u): List<NumberedEntry> = carryOut(engine.unread(consumer, limit)) { entries() }

    /** Says that a consumer has dealt with these entries of the log, which are those that come next; tells whether that was news. */
    suspend fun acknowledge(consumer: ConsumerId, first: ULong, last: ULong): Boolean =
        carryOut(engine.acknowledge(consumer, first, last)) { moved() }

    /** Keeps the place of a consumer no more; tells whether there was one. */
    suspend fun removeConsumer(consumer: ConsumerId): Boolean = carryOut(engine.removeConsumer(consumer)) { moved() }

    /** What would have come of a recorded period with some changes, and the difference. The store is only read. */
    suspend fun whatIf(request: WhatIfRequest): WhatIfReport = carryOut(engine.whatIf(request)) { whatIfReport() }

    /** Works out units and money of the whole store again and names each difference. */
    suspend fun audit(): AuditReport = carryOut(engine.audit()) { audit() }

    /** Cash that couriers have collected and not handed over at an instant, by courier and by how long they have had it. */
    suspend fun cashAgeing(at: Instant): CashAgeing = carryOut(engine.cashAgeing(at)) { cashAgeing() }

    /** What carriers and locations have done with all orders: deliveries, failed attempts, returns to origin, rejections. */
    suspend fun performance(): PerformanceReport = carryOut(engine.performance()) { performance() }

    /** The digest of the whole state. */
    suspend fun digest(): String = carryOut(engine.digest()) { digest() }

    override fun close() = engine.close()

    private suspend fun <T> carryOut(task: Task, answer: Task.() -> T): T = task.use {
        var step = task.step()
        while (step != Step.Done) {
            step = when (val next = step) {
                is Step.Load -> task.loaded(storage.load(next.wanted))
                is Step.Commit -> if (storage.commit(next.changes)) task.committed() else task.conflicted()
                is Step.Scan -> task.scanned(storage.scan(next.query))
                Step.Done -> next
            }
        }
        task.answer()
    }
}
