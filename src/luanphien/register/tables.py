"""The tables of the register, step by step, as SQL for SQLite."""

from __future__ import annotations

APPLICATION_ID = int.from_bytes(b"lphn", "big")
"""Marks the file as ours (sqlite.org/pragma.html#pragma_application_id)."""

# Step n takes a file from version n to n + 1. A step that has been released is never edited.
MIGRATIONS = (
    """
    CREATE TABLE messages (
        id TEXT PRIMARY KEY CHECK (id LIKE '<%@%>'),
        at TEXT NOT NULL,
        content BLOB NOT NULL
    ) STRICT;
    CREATE TABLE facts (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('planned', 'sent', 'deferred', 'refused',
            'acknowledged', 'reminded', 'missed')),
        shift TEXT NOT NULL CHECK (shift LIKE '____-__'),
        digest TEXT NOT NULL,
        channel TEXT NOT NULL CHECK (channel IN ('email', 'paper', 'zalo', 'phone')),
        recipient TEXT,
        message_id TEXT REFERENCES messages (id),
        by TEXT,
        note TEXT
    ) STRICT;
    CREATE TABLE beginning (on_day TEXT NOT NULL) STRICT;
    CREATE INDEX facts_of_shift ON facts (shift);
    CREATE TRIGGER facts_stay BEFORE UPDATE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    CREATE TRIGGER facts_remain BEFORE DELETE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    CREATE TRIGGER messages_stay BEFORE UPDATE ON messages
        BEGIN SELECT RAISE(ABORT, 'messages are append-only'); END;
    CREATE TRIGGER messages_remain BEFORE DELETE ON messages
        BEGIN SELECT RAISE(ABORT, 'messages are append-only'); END;
    """,
    """
    CREATE TABLE editions (
        uid TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number >= 0),
        at TEXT NOT NULL,
        cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
        event TEXT NOT NULL,
        PRIMARY KEY (uid, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER editions_stay BEFORE UPDATE ON editions
        BEGIN SELECT RAISE(ABORT, 'editions are append-only'); END;
    CREATE TRIGGER editions_remain BEFORE DELETE ON editions
        BEGIN SELECT RAISE(ABORT, 'editions are append-only'); END;
    """,
    """
    CREATE TABLE wider_facts (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('planned', 'sent', 'deferred', 'refused',
            'acknowledged', 'reminded', 'missed', 'handed_over', 'replaced')),
        shift TEXT NOT NULL CHECK (shift LIKE '____-__'),
        digest TEXT,
        channel TEXT CHECK (channel IN ('email', 'paper', 'zalo', 'phone')),
        recipient TEXT,
        message_id TEXT REFERENCES messages (id),
        by TEXT,
        note TEXT,
        since TEXT,
        outgoing TEXT,
        incoming TEXT,
        counts TEXT CHECK (counts IS NULL OR json_valid(counts)),
        outgoing_agency TEXT,
        incoming_agency TEXT,
        entered_at TEXT,
        CHECK (
            CASE WHEN kind IN ('handed_over', 'replaced')
            THEN digest IS NULL AND since IS NOT NULL AND outgoing IS NOT NULL
            ELSE digest IS NOT NULL AND channel IS NOT NULL END
        )
    ) STRICT;
    INSERT INTO wider_facts
        SELECT *, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM facts;
    DROP TABLE facts;
    ALTER TABLE wider_facts RENAME TO facts;
    CREATE INDEX facts_of_shift ON facts (shift);
    CREATE TRIGGER facts_stay BEFORE UPDATE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    CREATE TRIGGER facts_remain BEFORE DELETE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    """,
    f"PRAGMA application_id = {APPLICATION_ID};",
    """
    CREATE TABLE files (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        content BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER files_stay BEFORE UPDATE ON files
        BEGIN SELECT RAISE(ABORT, 'files are append-only'); END;
    CREATE TRIGGER files_remain BEFORE DELETE ON files
        BEGIN SELECT RAISE(ABORT, 'files are append-only'); END;
    CREATE TABLE wider_facts (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('planned', 'sent', 'deferred', 'refused',
            'acknowledged', 'reminded', 'missed', 'handed_over', 'replaced', 'signed')),
        shift TEXT NOT NULL CHECK (shift LIKE '____-__'),
        digest TEXT,
        channel TEXT CHECK (channel IN ('email', 'paper', 'zalo', 'phone')),
        recipient TEXT,
        message_id TEXT REFERENCES messages (id),
        by TEXT,
        note TEXT,
        since TEXT,
        outgoing TEXT,
        incoming TEXT,
        counts TEXT CHECK (counts IS NULL OR json_valid(counts)),
        outgoing_agency TEXT,
        incoming_agency TEXT,
        entered_at TEXT,
        says TEXT CHECK (says IN ('handover', 'release', 'draft', 'signed')),
        agency TEXT,
        document TEXT CHECK (document IS NULL OR json_valid(document)),
        attached TEXT REFERENCES files (sha256),
        CHECK (
            CASE WHEN kind IN ('handed_over', 'replaced')
            THEN digest IS NULL AND since IS NOT NULL AND outgoing IS NOT NULL
            WHEN kind = 'signed'
            THEN digest IS NOT NULL AND document IS NOT NULL AND attached IS NOT NULL
            ELSE digest IS NOT NULL AND channel IS NOT NULL END
        )
    ) STRICT;
    INSERT INTO wider_facts
        SELECT *, NULL, NULL, NULL, NULL FROM facts;
    DROP TABLE facts;
    ALTER TABLE wider_facts RENAME TO facts;
    CREATE INDEX facts_of_shift ON facts (shift);
    CREATE TRIGGER facts_stay BEFORE UPDATE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    CREATE TRIGGER facts_remain BEFORE DELETE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    """,
    """
    CREATE TABLE versions (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        agencies TEXT NOT NULL REFERENCES files (sha256),
        holidays TEXT NOT NULL REFERENCES files (sha256),
        by TEXT,
        command TEXT,
        undoes INTEGER UNIQUE REFERENCES versions (number),
        CHECK ((by IS NULL) = (command IS NULL) AND (undoes IS NULL OR command IS NOT NULL))
    ) STRICT;
    CREATE TRIGGER versions_stay BEFORE UPDATE ON versions
        BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
    CREATE TRIGGER versions_remain BEFORE DELETE ON versions
        BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
    """,
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        work TEXT NOT NULL,
        began TEXT NOT NULL,
        ended TEXT,
        status INTEGER,
        place TEXT,
        heartbeat INTEGER CHECK (heartbeat IN (0, 1)),
        CHECK ((ended IS NULL) = (status IS NULL))
    ) STRICT;
    CREATE TRIGGER runs_stay BEFORE UPDATE ON runs WHEN OLD.ended IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'runs end once'); END;
    CREATE TRIGGER runs_remain BEFORE DELETE ON runs
        BEGIN SELECT RAISE(ABORT, 'runs are append-only'); END;
    """,
    """
    CREATE TABLE mail_read (
        mailbox TEXT NOT NULL,
        message TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (mailbox, message)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER mail_read_stays BEFORE UPDATE ON mail_read
        BEGIN SELECT RAISE(ABORT, 'what was read is append-only'); END;
    CREATE TRIGGER mail_read_remains BEFORE DELETE ON mail_read
        BEGIN SELECT RAISE(ABORT, 'what was read is append-only'); END;
    CREATE TABLE mailbox_reached (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        reached INTEGER NOT NULL CHECK (reached IN (0, 1))
    ) STRICT;
    CREATE TRIGGER mailbox_reached_stays BEFORE UPDATE ON mailbox_reached
        BEGIN SELECT RAISE(ABORT, 'what was reached is append-only'); END;
    CREATE TRIGGER mailbox_reached_remains BEFORE DELETE ON mailbox_reached
        BEGIN SELECT RAISE(ABORT, 'what was reached is append-only'); END;
    CREATE TABLE wider_facts (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('planned', 'sent', 'deferred', 'refused',
            'acknowledged', 'reminded', 'missed', 'handed_over', 'replaced', 'signed',
            'delivered', 'delayed', 'undelivered')),
        shift TEXT NOT NULL CHECK (shift LIKE '____-__'),
        digest TEXT,
        channel TEXT CHECK (channel IN ('email', 'paper', 'zalo', 'phone')),
        recipient TEXT,
        message_id TEXT REFERENCES messages (id),
        by TEXT,
        note TEXT,
        since TEXT,
        outgoing TEXT,
        incoming TEXT,
        counts TEXT CHECK (counts IS NULL OR json_valid(counts)),
        outgoing_agency TEXT,
        incoming_agency TEXT,
        entered_at TEXT,
        says TEXT CHECK (says IN ('handover', 'release', 'draft', 'signed')),
        agency TEXT,
        document TEXT CHECK (document IS NULL OR json_valid(document)),
        attached TEXT REFERENCES files (sha256),
        CHECK (
            CASE WHEN kind IN ('handed_over', 'replaced')
            THEN digest IS NULL AND since IS NOT NULL AND outgoing IS NOT NULL
            WHEN kind = 'signed'
            THEN digest IS NOT NULL AND document IS NOT NULL AND attached IS NOT NULL
            ELSE digest IS NOT NULL AND channel IS NOT NULL END
        )
    ) STRICT;
    INSERT INTO wider_facts
        SELECT * FROM facts;
    DROP TABLE facts;
    ALTER TABLE wider_facts RENAME TO facts;
    CREATE INDEX facts_of_shift ON facts (shift);
    CREATE TRIGGER facts_stay BEFORE UPDATE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    CREATE TRIGGER facts_remain BEFORE DELETE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    """,
    """
    CREATE TABLE entries (
        number INTEGER PRIMARY KEY,
        happened_on TEXT NOT NULL,
        entered_at TEXT NOT NULL,
        by TEXT,
        content TEXT NOT NULL CHECK (json_valid(content)),
        corrects INTEGER UNIQUE REFERENCES entries (number)
    ) STRICT;
    CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
    CREATE TRIGGER entries_remain BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
    """,
    """
    ALTER TABLE facts ADD COLUMN counts_by_agency TEXT
        CHECK (counts_by_agency IS NULL OR json_valid(counts_by_agency));
    """,
    """
    CREATE TABLE feed_keys (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        person TEXT,
        key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT;
    CREATE TRIGGER feed_keys_stay BEFORE UPDATE ON feed_keys
        BEGIN SELECT RAISE(ABORT, 'keys are append-only'); END;
    CREATE TRIGGER feed_keys_remain BEFORE DELETE ON feed_keys
        BEGIN SELECT RAISE(ABORT, 'keys are append-only'); END;
    """,
    """
    CREATE TABLE wider_facts (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('planned', 'sent', 'deferred', 'refused',
            'acknowledged', 'reminded', 'missed', 'handed_over', 'replaced', 'signed',
            'delivered', 'delayed', 'undelivered')),
        shift TEXT NOT NULL CHECK (shift LIKE '____-__'),
        digest TEXT,
        channel TEXT CHECK (channel IN ('email', 'paper', 'zalo', 'phone')),
        recipient TEXT,
        message_id TEXT REFERENCES messages (id),
        by TEXT,
        note TEXT,
        since TEXT,
        outgoing TEXT,
        incoming TEXT,
        counts TEXT CHECK (counts IS NULL OR json_valid(counts)),
        outgoing_agency TEXT,
        incoming_agency TEXT,
        entered_at TEXT,
        says TEXT CHECK (says IN ('handover', 'release', 'draft', 'signed', 'again',
            'days', 'before_shift', 'before_handover')),
        agency TEXT,
        document TEXT CHECK (document IS NULL OR json_valid(document)),
        attached TEXT REFERENCES files (sha256),
        counts_by_agency TEXT CHECK (counts_by_agency IS NULL OR json_valid(counts_by_agency)),
        person TEXT,
        days TEXT CHECK (days IS NULL OR json_valid(days)),
        CHECK (
            CASE WHEN kind IN ('handed_over', 'replaced')
            THEN digest IS NULL AND since IS NOT NULL AND outgoing IS NOT NULL
            WHEN kind = 'signed'
            THEN digest IS NOT NULL AND document IS NOT NULL AND attached IS NOT NULL
            ELSE digest IS NOT NULL AND channel IS NOT NULL END
        )
    ) STRICT;
    INSERT INTO wider_facts
        SELECT *, NULL, NULL FROM facts;
    DROP TABLE facts;
    ALTER TABLE wider_facts RENAME TO facts;
    CREATE INDEX facts_of_shift ON facts (shift);
    CREATE TRIGGER facts_stay BEFORE UPDATE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    CREATE TRIGGER facts_remain BEFORE DELETE ON facts
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
    """,
    """
    CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL
            CHECK (kind IN ('planned', 'sent', 'deferred', 'refused', 'unknown')),
        about TEXT NOT NULL,
        recipient TEXT NOT NULL,
        message_id TEXT REFERENCES messages (id),
        note TEXT
    ) STRICT;
    CREATE INDEX deliveries_about ON deliveries (about);
    CREATE TRIGGER deliveries_stay BEFORE UPDATE ON deliveries
        BEGIN SELECT RAISE(ABORT, 'deliveries are append-only'); END;
    CREATE TRIGGER deliveries_remain BEFORE DELETE ON deliveries
        BEGIN SELECT RAISE(ABORT, 'deliveries are append-only'); END;
    """,
    # `new_key` is ours: what SQLite calls random is not secret everywhere.
    """
    CREATE TABLE message_key (key BLOB NOT NULL CHECK (length(key) = 32)) STRICT;
    INSERT INTO message_key VALUES (new_key());
    CREATE TRIGGER message_key_stays BEFORE UPDATE ON message_key
        BEGIN SELECT RAISE(ABORT, 'the key stays'); END;
    CREATE TRIGGER message_key_remains BEFORE DELETE ON message_key
        BEGIN SELECT RAISE(ABORT, 'the key stays'); END;
    CREATE INDEX facts_of_message ON facts (message_id);
    CREATE INDEX messages_by_time ON messages (at);
    """,
    """
    ALTER TABLE facts ADD COLUMN worked TEXT CHECK (worked IS NULL OR json_valid(worked));
    """,
    """
    ALTER TABLE facts
        ADD COLUMN handovers TEXT CHECK (handovers IS NULL OR json_valid(handovers));
    """,
)
