/// What a monitor makes of a change, worked out from figures alone: the same in a commit, in a test
/// and in a replay of the past.
package struct MonitorResponse {
    /// Which parts hold after it.
    package let met: PartSet
    /// Which of them it has to remember.
    package let latched: PartSet
    /// The voices whose answer is another than before.
    package let turned: PartSet
    /// What its voices have to say, in their order.
    package let words: [Word]

    /// The same without a word of it.
    var unsaid: MonitorResponse {
        MonitorResponse(met: met, latched: latched, turned: turned, words: [])
    }

    package struct Word: Hashable, Sendable {
        package let voice: Int
        package let kind: Kind

        package enum Kind: Hashable, Sendable {
            /// Its condition is met; so many firings before this one were swallowed.
            case fired(suppressed: UInt64)
            /// It would have fired, were the last firing not so near.
            case swallowed
            /// Its condition is met no more.
            case cleared
            /// The end of what was swallowed, of which nobody is told.
            case clearedUnheard
        }
    }
}

extension Monitor {
    /// What it makes of a change.
    package func response(
        from before: Figures, to after: Figures, _ standing: MonitorStanding, at time: Timestamp
    ) -> MonitorResponse {
        let was = question.met(by: before, since: standing.latched)
        let met = question.met(by: after, since: was)
        var words: [MonitorResponse.Word] = []
        var turned = PartSet()
        for voice in 0..<question.voices {
            let (wasMet, isMet) = (
                question.isMet(was, voice: voice), question.isMet(met, voice: voice)
            )
            turned[voice] = wasMet != isMet
            let fires =
                switch trigger {
                case .crossing, .bothEdges: isMet && !wasMet
                case .everyMatch:
                    isMet && question.isTouched(voice: voice, from: before, to: after)
                }
            if fires {
                words.append(firing(voice, standing, at: time))
            } else if trigger == .bothEdges, wasMet, !isMet {
                let kind: MonitorResponse.Word.Kind =
                    standing.muted[voice] ? .clearedUnheard : .cleared
                words.append(MonitorResponse.Word(voice: voice, kind: kind))
            }
        }
        return MonitorResponse(
            met: met, latched: question.latches(met), turned: turned, words: words)
    }

    /// What it says where it is to speak of what holds already.
    func response(to figures: Figures, at time: Timestamp) -> MonitorResponse {
        let met = question.met(by: figures, since: PartSet())
        let words = (0..<question.voices).filter { question.isMet(met, voice: $0) }.map {
            firing($0, standing, at: time)
        }
        return MonitorResponse(
            met: met, latched: question.latches(met), turned: PartSet(), words: words)
    }

    private func firing(
        _ voice: Int, _ standing: MonitorStanding, at time: Timestamp
    ) -> MonitorResponse.Word {
        let record = standing.firings[voice]
        if let cooldown, let last = record.lastFiredAt,
            time.nanoseconds - last.nanoseconds < cooldown
        {
            return MonitorResponse.Word(voice: voice, kind: .swallowed)
        }
        return MonitorResponse.Word(
            voice: voice, kind: .fired(suppressed: record.suppressedCount))
    }
}

// MARK: - Remembering

extension MonitorStanding {
    /// Takes in what nothing is said of.
    mutating func take(unsaid response: MonitorResponse) {
        muted = muted.subtracting(response.turned)
    }

    package mutating func take(_ word: MonitorResponse.Word, at time: Timestamp) {
        firings[word.voice].take(word, at: time)
        switch word.kind {
        case .swallowed: muted[word.voice] = true
        case .fired, .clearedUnheard: muted[word.voice] = false
        case .cleared: break
        }
    }
}

extension FiringRecord {
    package mutating func take(_ word: MonitorResponse.Word, at time: Timestamp) {
        switch word.kind {
        case .fired(let suppressed):
            lastFiredAt = time
            firedCount += 1
            suppressedCount -= min(suppressed, suppressedCount)
        case .swallowed: suppressedCount += 1
        case .cleared, .clearedUnheard: break
        }
    }
}
