package oms

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** Every order that passes [filter], placed last first, read page by page as they are asked for. */
fun Engine.orders(filter: OrderFilter = OrderFilter(), pageSize: UInt = 200u): Sequence<Order> = sequence {
    var after: OrderCursor? = null
    do {
        val page = query(Query.Orders(filter, after, pageSize)) as Page.Orders
        yieldAll(page.orders)
        after = page.next
    } while (after != null)
}

/** Every entry of the log whose number is greater than [after], read page by page as they are asked for. */
fun Engine.log(after: ULong = 0uL, pageSize: UInt = 200u): Sequence<NumberedEntry> = sequence {
    var last = after
    do {
        val page = query(Query.Log(last, pageSize)) as Page.Log
        yieldAll(page.entries)
        last = page.entries.lastOrNull()?.number ?: last
    } while (page.entries.size.toUInt() == pageSize)
}

/** As [Engine.orders], without blocking a thread of the caller. */
fun SuspendingEngine.orders(filter: OrderFilter = OrderFilter(), pageSize: UInt = 200u): Flow<Order> = flow {
    var after: OrderCursor? = null
    do {
        val page = query(Query.Orders(filter, after, pageSize)) as Page.Orders
        page.orders.forEach { emit(it) }
        after = page.next
    } while (after != null)
}
