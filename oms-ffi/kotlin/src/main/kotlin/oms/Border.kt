package oms

import java.math.BigDecimal
import java.time.Instant

// What the sources that uniffi writes call at the border: values that cannot cross it are told with a code, as everywhere else.

/** More digits than any number that an order can have. */
private const val DIGITS_MAX = 1_000

/** An instant in milliseconds; the engine tells which ones it takes. */
internal fun milliseconds(instant: Instant): Long = try {
    instant.toEpochMilli()
} catch (_: ArithmeticException) {
    if (instant.epochSecond < 0) Long.MIN_VALUE else Long.MAX_VALUE
}

/** A decimal with all its digits. A short one such as `1e999999999` would be a gigabyte of them. */
internal fun decimalText(decimal: BigDecimal): String {
    if (decimal.precision() > DIGITS_MAX || decimal.scale() !in -DIGITS_MAX..DIGITS_MAX) {
        throw OmsException.Input("invalid_input", "a number is not accepted: it has more than $DIGITS_MAX digits", emptyMap())
    }
    return decimal.toPlainString()
}

/** A text as it crosses the border. Half of a surrogate pair is no character and has no bytes. */
internal fun utf8(text: String): ByteArray {
    val bytes = text.toByteArray(Charsets.UTF_8)
    if (bytes.size != text.length || '?'.code.toByte() in bytes) {
        val lone = text.indices.firstOrNull { text[it].isSurrogate() && !isPaired(text, it) }
        if (lone != null) {
            throw OmsException.Input("invalid_input", "a text is not accepted: half of a surrogate pair stands at $lone", emptyMap())
        }
    }
    return bytes
}

private fun isPaired(text: String, place: Int): Boolean = if (text[place].isHighSurrogate()) {
    place + 1 < text.length && text[place + 1].isLowSurrogate()
} else {
    place > 0 && text[place - 1].isHighSurrogate()
}

/** An error of the engine's own, such as a panic: what was sent took no effect, and the engine can be used on. */
internal fun broken(words: String): OmsException =
    OmsException.Failed("internal", "the engine met an error of its own: report it with its words: $words")

/**
 * The places where the native library tells how calls went: a thread keeps one for each call within a call. To make one anew takes
 * longer than a call, and so does copying its fields, of which only the code matters as long as nothing went wrong.
 */
internal class CallStatuses private constructor() {
    private val kept = ArrayList<UniffiRustCallStatus>()
    private var calls = 0

    fun take(): UniffiRustCallStatus {
        if (calls == kept.size) kept.add(fresh())
        return kept[calls++]
    }

    /** Whether the call has failed; what is told about it is read only then. */
    fun failed(status: UniffiRustCallStatus): Boolean {
        val failed = status.pointer.getByte(0) != UNIFFI_CALL_SUCCESS
        if (failed) status.read()
        return failed
    }

    fun give(status: UniffiRustCallStatus) {
        calls--
        if (status.pointer.getByte(0) != UNIFFI_CALL_SUCCESS) kept[calls] = fresh()
    }

    private fun fresh() = UniffiRustCallStatus().apply {
        setAutoSynch(false)
        write()
    }

    companion object {
        private val ofThreads: ThreadLocal<CallStatuses> = ThreadLocal.withInitial { CallStatuses() }

        fun ofThread(): CallStatuses = ofThreads.get()
    }
}
