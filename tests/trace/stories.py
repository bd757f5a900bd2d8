"""Our own prose in every relation that two papers can have: reprint, excerpt, paraphrase, summary, and none."""

from __future__ import annotations

BASE = """\
Ruritania has moved eleven armoured trains to its eastern border, the government in Strelsau announced late on Monday, \
in what diplomats called the largest shift of forces since the armistice.

Graustark's foreign minister, Elsa Brandt, summoned the Ruritanian ambassador within hours. "We expect an explanation \
by the end of the week," she told reporters on the steps of the ministry.

The trains carry some 3,400 soldiers and about sixty howitzers, according to railway workers at the junction of \
Hentzau, who counted the wagons as they passed through on Sunday night. Two of the convoys stopped there for water.

Strelsau says the move is part of a long-planned exercise that will end before the harvest. A spokesman for \
the general \
staff, Colonel Rupert Sapt, said neighbours had been informed in March under the river treaty.

Officials in Graustark deny that any such notice arrived. The treaty obliges both sides to give sixty days' warning of \
any exercise with more than 2,000 troops.

Grain traders in the border town of Zenda reported that freight rates had doubled since the weekend. The bridge over \
the Moldra, which carries most of the trade between the two countries, was closed to lorries on Tuesday morning.

The last time Ruritania massed troops on this scale, in the winter of the coal strike, the crisis ended only when \
Freedonia offered to mediate. Freedonia's prime minister said on Tuesday that his country stood ready to do so again.
"""

REPRINT = BASE.replace("late on Monday", "on Monday night").replace("Two of the convoys stopped there for water.", "")

EXCERPT = """\
Markets in Freedonia opened lower today as investors weighed the news from the east. The grain index lost four points \
in the first hour of trading, and the railway bonds of three companies were suspended.

The trains carry some 3,400 soldiers and about sixty howitzers, according to railway workers at the junction of \
Hentzau, who counted the wagons as they passed through on Sunday night.

Analysts at the exchange said that a short crisis would do little harm to the harvest loans. A long one would be \
another matter, because most of the winter wheat is insured in Graustark.
"""

PARAPHRASE = """\
The authorities in Strelsau declared on Monday evening that eleven armoured trains have been shifted to Ruritania's \
border in the east, which envoys described as its greatest movement of forces since the armistice.

Within hours Elsa Brandt, the foreign minister of Graustark, called in Ruritania's ambassador. Speaking to journalists \
on the ministry steps, she said that Graustark awaits an explanation before the week is over.

Railwaymen at Hentzau junction, who counted wagons during their passage on Sunday night, say the trains hold roughly \
3,400 soldiers along with sixty howitzers or so.

According to Strelsau this belongs to an exercise planned long ago, which finishes ahead of the harvest. \
Neighbours were \
informed in March as the river treaty requires, said Colonel Rupert Sapt, who speaks for the general staff.

Graustark's officials deny receiving such notice. Under the treaty each side must warn the other sixty days ahead when \
an exercise involves over 2,000 troops.

In Zenda, a town at the border, traders in grain said freight rates have doubled from the weekend on. Lorries were \
barred on Tuesday morning from the Moldra bridge, over which most trade of the two countries passes.

When Ruritania last gathered troops in such numbers, during the coal strike winter, only Freedonia's offer of \
mediation \
ended the crisis. Its prime minister on Tuesday said the country was ready to do the same once more.
"""

SUMMARY = """\
Strelsau announced that Ruritania has moved eleven armoured trains to the eastern border, the largest shift of forces \
since the armistice.

Graustark's foreign minister Elsa Brandt summoned Ruritania's ambassador and expects an explanation by the \
end of this week.

Railway workers at Hentzau counted some 3,400 soldiers and sixty howitzers on the trains.

Strelsau calls it a long-planned exercise and says neighbours were informed in March; officials in Graustark deny that \
notice arrived.

Freight rates in Zenda have doubled, and the bridge over the Moldra was closed to lorries on Tuesday.

Freedonia's prime minister said the country stood ready to mediate again.
"""

INDEPENDENT = """\
In the station buffet at Hentzau they have run out of bread. For three nights the soldiers of Ruritania have come \
through, and the woman behind the counter has stopped counting them.

"They are boys from the southern valleys," she says. "They ask where the sea is." Along the platform lie crates \
stencilled with the arms of the Ruritanian artillery, and a lieutenant waves the visitor away from them.

Two hundred kilometres to the east, in Graustark, the mood in parliament is sour. Deputies of three parties \
demanded on \
Tuesday that foreign minister Elsa Brandt break off the talks on river fishing until the armoured trains go home.

Brandt has asked the ambassador for an explanation, and she has been careful to add that the army remains in barracks. \
Her predecessor, now a professor in Sylvania, doubts that she will get one.

What Strelsau wants is no secret here. The elections are in the autumn, the price of coal has gone up, and a parade of \
howitzers costs less than a subsidy. "It is theatre with live ammunition," says a retired general who lives in Zenda.

The lorry drivers at the closed Moldra bridge have their own theory. They think that it is all about the toll.
"""

QUOTES_ALIKE = """\
Opposition newspapers in Sylvania took up the quarrel in the east with some relish this morning, and none more than \
those that had warned of it for a year.

"We expect an explanation by the end of the week," she told reporters on the steps of the ministry.

For the government in the capital the affair could hardly come at a worse moment, since its own treaty with the \
Ruritanians is before the upper house.
"""

UNRELATED = """\
The herring fleet of Sylvania landed its smallest catch in nine years, the fisheries board said in its spring \
bulletin. \
Skippers blame warm water in the strait and the seals that followed it north.

The board has asked for a closed season of six weeks. Canneries in the three southern ports would send their workers \
home on half pay, and the union has called a meeting for Thursday.

In Freedonia, where most of the salted fish is sold, prices rose by a fifth within the month.
"""
