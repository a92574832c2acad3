package oms

import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import oms.examples.MapStorage
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory

/** Storages that are written in Kotlin. */
class StoragesTest {
    @TestFactory
    fun `a storage over maps keeps every promise`(): List<DynamicTest> = conformanceCases().map { case ->
        DynamicTest.dynamicTest("$case: ${conformancePromise(case)}") {
            val storage = MapStorage()
            checkConformance(case, object : StorageOpener {
                override fun open(): Storage = storage
            })
        }
    }

    @Test
    fun `the suite finds a storage that forgets`() {
        val case = conformanceCases().first()
        val broken = conformanceCases().count { name ->
            runCatching { checkConformance(name, object : StorageOpener { override fun open(): Storage = Forgetful(MapStorage()) }) }.isFailure
        }
        assertTrue(broken > conformanceCases().size / 3, "only $broken cases fail")
        assertEquals("unknown_case", assertFailsWith<OmsException.Failed> { checkConformance("$case?", object : StorageOpener { override fun open(): Storage = MapStorage() }) }.code())
    }

    @Test
    fun `the engine answers the same on a storage of one's own`() {
        val own = Shop(Engine.memory()).opened()
        val host = Shop(Engine.on(MapStorage())).opened()
        for (shop in listOf(own, host)) {
            shop.submit(shop.capture("o1", 2))
            assertFailsWith<OmsException.InsufficientStock> { shop.submit(shop.capture("o2", 4)) }
        }
        assertEquals(own.engine.digest(), host.engine.digest())
        assertEquals(own.engine.order("o1"), host.engine.order("o1"))
        assertEquals(own.engine.audit(), host.engine.audit())
        assertEquals(own.engine.performance(), host.engine.performance())
        val tried = WhatIfRequest(stock = WhatIfStock(20u))
        assertEquals(own.engine.whatIf(tried), host.engine.whatIf(tried))
        assertTrue("orders refused" in whatIfPage(own.engine.whatIf(tried)))
        val next = listOf(own.envelope(own.capture("o3")))
        assertEquals(own.engine.preview(next), host.engine.preview(next))
        assertEquals(own.engine.orders().toList(), host.engine.orders().toList())
        host.engine.close()
        assertEquals("closed", assertFailsWith<OmsException.Closed> { host.engine.digest() }.code())
    }

    @Test
    fun `a storage whose calls suspend`() = runBlocking {
        val kept = MapStorage()
        val engine = HostedEngine(object : SuspendingStorage {
            override suspend fun load(wanted: ReadSet): Snapshot { delay(1); return kept.load(wanted) }
            override suspend fun commit(changes: ChangeSet): Boolean { delay(1); return kept.commit(changes) }
            override suspend fun scan(query: Query): Page { delay(1); return kept.scan(query) }
        })
        val shop = Shop(Engine.on(kept)).opened()
        engine.submit(shop.envelope(shop.capture("o1")))
        assertFailsWith<OmsException.OrderExists> { engine.submit(shop.envelope(shop.capture("o1"))) }
        assertEquals(shop.engine.order("o1"), engine.order("o1"))
        assertEquals(shop.engine.digest(), engine.digest())
        assertTrue(engine.audit().differences.isEmpty())
        assertEquals(shop.engine.performance(), engine.performance())
        val next = listOf(shop.envelope(shop.capture("o3")))
        assertEquals(shop.engine.preview(next), engine.preview(next))
        assertEquals(shop.engine.unread("mailer"), engine.unread("mailer"))
        assertTrue(engine.acknowledge("mailer", 1uL, 2uL))
        assertEquals(3uL, shop.engine.suspending().unread("mailer", 1u).single().number)
        assertTrue(engine.removeConsumer("mailer"))
    }

    @Test
    fun `what a storage throws reaches the caller with its code`() {
        fun failing(thrown: () -> Throwable): OmsException {
            val engine = Engine.on(object : Storage {
                override fun load(wanted: ReadSet): Snapshot = throw thrown()
                override fun commit(changes: ChangeSet): Boolean = throw thrown()
                override fun scan(query: Query): Page = throw thrown()
            })
            return assertFailsWith<OmsException> { engine.order("o1") }
        }
        assertEquals("offline", failing { OmsException.Failed("offline", "no network") }.code())
        val unexpected = failing { IllegalStateException("the disk is gone") }
        assertEquals("storage", unexpected.code())
        assertContains(unexpected.sentence(), "the disk is gone")
        val error = failing { StackOverflowError("no stack left") }
        assertEquals("storage", error.code())
        assertContains(error.sentence(), "no stack left")
    }

    @Test
    fun `a task that is answered out of step says so`() {
        val task = HostEngine().order("o1")
        assertEquals("out_of_step", assertFailsWith<OmsException.Failed> { task.committed() }.code())
        assertFailsWith<OmsException> { task.loaded(Snapshot()) }
    }

    /** Loses every order it is given. */
    private class Forgetful(private val kept: Storage) : Storage by kept {
        override fun commit(changes: ChangeSet): Boolean = kept.commit(changes.copy(orders = emptyList(), stock = emptyList(), reservations = emptyList()))
    }
}
