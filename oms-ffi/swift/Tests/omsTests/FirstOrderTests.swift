import XCTest

@testable import oms

final class FirstOrderTests: XCTestCase {
    func testAnOrderIsCapturedAndTheNextRefused() throws {
        let engine = Engine.memory()
        let at = Date(timeIntervalSince1970: 1_772_359_200)
        let shirts = [CaptureLine(id: "1", sku: "shirt", quantity: 2, unitPrice: Decimal(string: "19.99")!)]
        let commands: [Command] = [
            .putLocation(location: Location(id: "berlin", country: "DE")),
            .putChannel(channel: Channel(id: "web")),
            .putItem(sku: "shirt"),
            .receiveStock(sku: "shirt", location: "berlin", quantity: 3),
            .captureOrder(order: "1001", channel: "web", currency: "EUR", lines: shirts),
        ]
        for (number, command) in commands.enumerated() {
            _ = try engine.submit(envelope: Envelope(id: "\(number)", at: at, actor: "shop", command: command))
        }
        XCTAssertEqual(try engine.order(id: "1001")?.total, Decimal(string: "39.98"))
        let second = Command.captureOrder(order: "1002", channel: "web", currency: "EUR", lines: shirts)
        XCTAssertEqual(try engine.unread(consumer: "mailer", limit: 10).map { $0.number }, [1, 2, 3, 4, 5])
        XCTAssertTrue(try engine.acknowledge(consumer: "mailer", first: 1, last: 5))
        XCTAssertThrowsError(try engine.submit(envelope: Envelope(id: "x", at: at, actor: "shop", command: second))) { error in
            guard case OmsError.InsufficientStock(_, let requested, let available, _) = error else { return XCTFail("\(error)") }
            XCTAssertEqual([requested, available], [2, 1])
        }
    }
}
