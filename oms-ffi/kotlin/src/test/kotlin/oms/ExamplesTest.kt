package oms

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import kotlin.test.Test
import kotlin.test.assertContains
import oms.examples.customStorage
import oms.examples.quickstart as quickstartExample
import oms.examples.reserveThenPay
import oms.examples.splitShipment
import oms.examples.storePicking

/** Every example runs to its end; each checks itself that nothing was oversold or lost. */
class ExamplesTest {
    @Test
    fun quickstart() {
        val told = printed { quickstartExample() }
        assertContains(told, "4: ")
        assertContains(told, "refused: ")
        assertContains(told, "order 1001 over 39.98 EUR is IN_PROGRESS")
    }

    @Test
    fun `reserve then pay`() = assertContains(printed { reserveThenPay() }, "paid: PAID, at work in [berlin]")

    @Test
    fun `split shipment`() = assertContains(printed { splitShipment() }, "the first has arrived: PARTIALLY_DELIVERED")

    @Test
    fun `custom storage`() = assertContains(printed { customStorage() }, "applied")

    @Test
    fun `a store associate picks offline`() {
        val said = "list\naccept o1\npick o1\npack o1\nship o1\nship o1\nmissing o2 a 1\npick o2\nwrong\naccept\nsync\nlist\n"
        val told = printed { storePicking(said.reader().buffered()) }
        assertContains(told, "o1: 2 scarf allocated, 1 hat allocated")
        assertContains(told, "not possible: ")
        assertContains(told, "the shop and the device agree")
    }

    private fun printed(work: () -> Unit): String {
        val console = System.out
        val kept = ByteArrayOutputStream()
        System.setOut(PrintStream(kept, true))
        try {
            work()
        } finally {
            System.setOut(console)
        }
        return kept.toString()
    }
}
