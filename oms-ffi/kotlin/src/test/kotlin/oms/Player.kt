package oms

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put

/**
 * Plays conformance vectors: a request a line, an answer a line. Every text becomes values of Kotlin before the engine sees it, and
 * what the engine answers becomes a text again.
 */
fun main() {
    val player = Player()
    generateSequence(::readLine).forEach { println(player.answer(it)) }
}

private class Player {
    private var opened: Engine? = null

    private val engine: Engine get() = opened ?: throw OmsException.Closed()

    fun answer(line: String): String = try {
        buildJsonObject { put("ok", carryOut(Json.parseToJsonElement(line).jsonObject)) }
    } catch (error: OmsException) {
        told(error.code(), error.sentence())
    } catch (error: Exception) {
        told("internal", error.toString())
    }.toString()

    private fun told(code: String, message: String): JsonObject = buildJsonObject {
        put("error", buildJsonObject { put("code", code); put("message", message) })
    }

    private fun carryOut(request: JsonObject): JsonElement {
        fun text(name: String): String = request.getValue(name).jsonPrimitive.content
        fun json(name: String): String = request.getValue(name).toString()
        return when (val wanted = text("do")) {
            "open" -> {
                opened?.close()
                opened = if (text("storage") == "memory") Engine.memory() else Engine.open(text("path"), OpenOptions(relaxed = true))
                JsonNull
            }
            "submit" -> read(outcomesToJson(engine.submitMany(commandsFromJson(json("commands")))))
            "preview" -> read(previewToJson(engine.preview(commandsFromJson(json("commands")))))
            "parse" -> {
                engine.submitJson(text("text"))
                JsonNull
            }
            "query" -> read(pageToJson(engine.query(queryFromJson(json("query")))))
            "availability" -> read(availabilityToJson(engine.availability(availabilityQueryFromJson(json("query")))))
            "publication" -> read(publicationToJson(engine.publication(publicationQueryFromJson(json("query")))))
            "slots" -> read(slotsToJson(engine.slots(slotQueryFromJson(json("query")))))
            "quote_shipping" -> read(shippingToJson(engine.quoteShipping(shippingQueryFromJson(json("query")))))
            "what_if" -> read(whatIfReportToJson(engine.whatIf(whatIfRequestFromJson(json("query")))))
            "plan_reroute" -> read(reroutePlanToJson(engine.planReroute(rerouteQueryFromJson(json("query")))))
            "regrets" -> read(regretsToJson(engine.regrets(regretQueryFromJson(json("query")))))
            "order" -> engine.order(text("id"))?.let { read(orderToJson(it)) } ?: JsonNull
            "derived" -> read(derivedToJson(derived(orderFromJson(json("order")))))
            "audit" -> read(auditToJson(engine.audit()))
            "digest" -> JsonPrimitive(engine.digest())
            "close" -> {
                opened?.close()
                opened = null
                JsonNull
            }
            else -> throw IllegalArgumentException("`$wanted` is no request")
        }
    }

    private fun read(text: String): JsonElement = Json.parseToJsonElement(text)
}
