import sys,tempfile
from pathlib import Path
from bench.reading_book import open_reading_book, NOW
from handlers.grammar import contact_line, reading
from handlers.grammar.labels import pieces_of, put_right
from handlers.grammar.people import PeopleReader
loc=sys.argv[1]
lines=sys.argv[2:]
orig=contact_line.read_line
def spy(line,*,told=False):
    r=orig(line,told=told)
    ps=pieces_of(line)
    print('  ',line.lexicon.code,repr(r.verdict),[(p.symbol or p.sort, line.text[line.tokens[p.first].start:line.tokens[p.last-1].end]) for p in ps])
    for d in r.drafts: print('      ',d.mood,d.kind,d.outcome,[w.who.unknown or [k.name for k in w.who.people] for w in d.who],d.days,d.unread,d.doubt,repr(d.note))
    return r
contact_line.read_line=spy
from bench.reading_cases import Case
with tempfile.TemporaryDirectory() as f, open_reading_book(Path(f),loc) as book:
    for l in lines:
        print(l)
        t=book.try_case(Case('x','x','base',l,'ask'))
        new=[r for r in t.outcome.after if r not in t.outcome.before]
        print('   TOLD',t.told[:150].replace('\n',' '),t.answers)
        for r in new: print('   REC',r)
