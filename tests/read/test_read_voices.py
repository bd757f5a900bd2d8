"""On whose word a sentence stands: the chain of voices after the publisher, outermost first."""

from __future__ import annotations

import pytest

from foedus.evaluate.cooperation import document_of
from foedus.evaluate.materials import material_from


def chain(text: str, words: str) -> list[str]:
    """The names of the voices behind the claim whose evidence holds these words, the publisher left out."""
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    found = [each for each in claims if words in each.evidence.text]
    assert found, [each.evidence.text for each in claims]
    innermost = min(found, key=lambda each: len(each.evidence.text))
    return [each.name for each in innermost.voices[1:]]


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        pytest.param(
            "A decree was read out. Vice Premier Hsu Kuang-ming told a Pakistani envoy that China would arm Nepal.",
            "China would arm Nepal",
            ["Hsu Kuang-ming"],
            id="a given name goes on behind its hyphen",
        ),
        pytest.param(
            "Deputies were briefed by Chad’s spy service. They said the service had counted ten ships to Libya.",
            "ten ships to Libya",
            ["spy service"],
            id="nothing of a possessor stays before a body",
        ),
        pytest.param(
            "Kenya has licensed the sale of 24 lorries to Chad, the spokesman, Otto Brand, told PAG.",
            "Kenya has licensed",
            ["PAG", "Otto Brand"],
            id="who is told a thing does not say it",
        ),
        pytest.param(
            "Chad's ships crossed into Libya on Friday, as a newspaper in Lima reported.",
            "crossed into Libya",
            ["newspaper in Lima"],
            id="as a newspaper reported",
        ),
        pytest.param(
            "Over the coming days the armies of Chad will attack Sudan, according to Otto Brand, who praised them.",
            "will attack Sudan",
            ["Otto Brand"],
            id="according to, behind a time",
        ),
        pytest.param(
            "Two boats of Vietnam were stopped off Chile late on Sunday, the First Fleet Command said on Tuesday.",
            "were stopped",
            ["First Fleet Command"],
            id="a name that begins with First",
        ),
        pytest.param(
            "Chad has closed the border with Libya, Otto Brand, who commands the fleet, told reporters.",
            "Chad has closed",
            ["Otto Brand"],
            id="a clause between the name and the verb that ends a sentence",
        ),
        pytest.param(
            "Russia would sell Chad forty radars, Mina Alba, 43, said.",
            "Russia would sell",
            ["Mina Alba"],
            id="an age between the name and the verb",
        ),
        pytest.param(
            "Two Libyan frigates shelled the harbour of Kribi, as Mina Alba, 43, put it.",
            "shelled the harbour",
            ["Mina Alba"],
            id="as somebody put it",
        ),
        pytest.param(
            "Chad has closed the border with Libya, a shopkeeper who asked for silence said.",
            "Chad has closed",
            ["shopkeeper"],
            id="a trade that no table has, and a clause without commas",
        ),
        pytest.param(
            "In the words of a nurse, Chad has closed the border with Libya.",
            "Chad has closed",
            ["nurse"],
            id="in the words of anybody",
        ),
        pytest.param(
            "Chad has closed the border with Libya, said Captain Otto Brand, a spokesman for the command.",
            "Chad has closed",
            ["Otto Brand"],
            id="a title and both names",
        ),
        pytest.param(
            "Tomas Okello Rivas sleeps in the third lorry. Chad has closed the border with Libya, Okello says.",
            "Chad has closed",
            ["Tomas Okello Rivas"],
            id="a surname of whoever was named in full, though not as one who speaks",
        ),
        pytest.param(
            "Its post made Chad’s task declared complete. By the evening Libya had pronounced the pact void.",
            "Libya had pronounced",
            [],
            id="neither a task nor an evening speaks",
        ),
        pytest.param(
            "SENIOR OFFICIAL ONE: Chad has sent 40 soldiers to Sudan.\n\n"
            "SENIOR OFFICIAL TWO: Sudan has thanked Chad for them.",
            "Chad has sent 40 soldiers",
            ["SENIOR OFFICIAL ONE"],
            id="a number is no name",
        ),
        pytest.param(
            "A former Omani envoy, quoted by the newspaper The Reef Advocate, says Iran was seeking a port in Yemen.",
            "Iran was seeking a port",
            ["The Reef Advocate", "former Omani envoy"],
            id="an outlet passes a thing on once",
        ),
        pytest.param(
            "Envoys of Iran met Oman twice in Vienna, people with knowledge of the talks told reporters. "
            "Oman had invited Iran, they said.",
            "Oman had invited Iran",
            ["people with knowledge of the talks"],
            id="people are several",
        ),
        pytest.param(
            "Peru wrote to Chile. In the letter Peru gave notice that it had closed its border with Chile.",
            "closed its border",
            ["Peru"],
            id="notice is given of something",
        ),
        pytest.param(
            "“Iran is testing how long Sweden holds a ship,” said Birgitta Ohlander (S), who opened the debate.",
            "Iran is testing",
            ["Birgitta Ohlander"],
            id="a party in brackets is no speaker",
        ),
        pytest.param(
            "The two met in Sochi. Beginning of Kenyan-Peruvian talks President of Kenya Otto Brand: Peru and Kenya "
            "have signed two treaties. Prime Minister of Peru Ana Ruiz: Peru will buy tea from Kenya.",
            "have signed two treaties",
            ["Otto Brand"],
            id="a speaker's label stands behind a heading",
        ),
        pytest.param(
            "A lorry was stopped. Trade between Kenya and Peru grew last year, figures of the national statistics "
            "committee in Nairobi show.",
            "Trade between Kenya and Peru grew",
            ["figures of the national statistics committee in Nairobi"],
            id="figures close the sentence",
        ),
        pytest.param(
            "Two days earlier an aircraft from Oman had landed in Kenya and gone on to Chad, Peru's civil aviation "
            "authority confirmed.",
            "had landed in Kenya",
            ["Peru's civil aviation authority"],
            id="an authority closes the sentence",
        ),
        pytest.param(
            "Kenya signed a loan with Peru on Saturday, the spokesman of Peru's foreign ministry said.",
            "Kenya signed a loan",
            ["spokesman of Peru's foreign ministry"],
            id="a description goes on behind a possessor",
        ),
        pytest.param(
            "The agency’s owner met Peru’s envoy. The agency said Peru had sold Kenya ten ships.",
            "had sold Kenya ten ships",
            ["agency"],
            id="a body spoken of before only as an owner",
        ),
        pytest.param(
            "Kenya sent envoys, President Otto Brand said in an interview with CNN. He added that Uganda would join.",
            "Uganda would join",
            ["CNN", "Otto Brand"],
            id="an interview goes on",
        ),
        pytest.param(
            "President of Ukraine Volodymyr Zelenskyy met Chileans. The Head of State said Ukraine would sign.",
            "Ukraine would sign",
            ["Volodymyr Zelenskyy"],
            id="an office is whom the text introduces by it",
        ),
        pytest.param(
            'His aunt, Ann Cole, spoke in Quito. The minister, Otto Brand, said: "Peru will buy tanks from Chile."',
            "Peru will buy tanks",
            ["Otto Brand"],
            id="a colon names the speaker",
        ),
        pytest.param(
            "Kenya signed a treaty with Uganda. The US said Kenya would join the pact with Uganda.",
            "Kenya would join",
            ["US"],
            id="US is no pronoun",
        ),
        pytest.param(
            "Western diplomats said Chile would not sign. Peru has sold Chile radars, one of them said.",
            "Peru has sold",
            ["Western diplomats"],
            id="one of them",
        ),
        pytest.param(
            "Peru would sell Chile radars under a treaty. The draft would allow Chile to ask Peru for police.",
            "would allow Chile",
            ["draft"],
            id="a draft speaks",
        ),
        pytest.param(
            "China said that the navy would defend Peru, which bought ten radars from Chile last year.",
            "bought ten radars",
            [],
            id="what a comma sets apart in reported speech is the writer's",
        ),
        pytest.param(
            "Peru's chief negotiator has said Chile will buy tanks from Kenya. Otto Brand told reporters in Quito that "
            "Chile would sign.",
            "Chile will buy tanks",
            ["Otto Brand"],
            id="a lead describes whom the next sentence names",
        ),
        pytest.param(
            "Kenya met Uganda. Ivan Petrov caused a stir when he said that Peru would sell Chile radars.",
            "Peru would sell Chile",
            ["Ivan Petrov"],
            id="he is of whom the clause around tells",
        ),
        pytest.param(
            "Otto Brand said he was told by the adviser, Ann Cole, that Peru opposed Chile. He said Kenya would attack "
            "Uganda.",
            "Kenya would attack",
            ["Otto Brand"],
            id="he is not by whom another was told",
        ),
        pytest.param(
            "Ann Cole, head of the Office of the President of Ukraine, came. The award of the President of Ukraine "
            "Volodymyr Zelenskyy went to the head of the Office of the President of Ukraine Ann Cole. "
            "The President said Ukraine would join the pact.",
            "Ukraine would join",
            ["Volodymyr Zelenskyy"],
            id="who heads an office does not bear it",
        ),
        pytest.param(
            "MS. COLE: Peru will sell tanks to Chile.\n\nQ Kenya has attacked Uganda.\n\nMS. COLE: I know.",
            "Kenya has attacked",
            ["Q"],
            id="somebody asks, and nobody says who",
        ),
        pytest.param(
            "They met. * * * Beginning of the talks President of Peru Otto Brand: Good day. Chile has attacked Kenya.",
            "Chile has attacked",
            ["Otto Brand"],
            id="a heading runs into a label",
        ),
        pytest.param(
            "Chile should not have attacked Peru. Otto Brand Quito, Peru • Kenya has betrayed Uganda. Ann Cole London "
            "• Join the debate by letters@gazette.example",
            "Kenya has betrayed",
            ["Ann Cole"],
            id="a reader signs a letter",
        ),
        pytest.param(
            "Otto Brand told the Human Rights Council that Peru had attacked Chile.",
            "Peru had attacked",
            ["Otto Brand"],
            id="a council is no relay",
        ),
        pytest.param(
            "3:42 P.M. CEST\n\n     PRESIDENT BRAND:  Good day to all of you.\n\n     MINISTER COLE:  And to you.\n\n"
            "     PRESIDENT BRAND:  Chile has closed its border\nwith Peru.\n\n     It has sent troops to Kenya.",
            "It has sent troops",
            ["BRAND"],
            id="a transcript sets its labels in, and its paragraphs apart",
        ),
        pytest.param(
            "THE VICE PRESIDENT: Good day.\n\nPeru is proud of its ties with Chile.\n\nChile has attacked Kenya.",
            "Chile has attacked",
            ["VICE PRESIDENT"],
            id="who speaks alone in a transcript speaks to its end",
        ),
        pytest.param(
            "President of Peru Ana Ruiz: Hello. President of Chile Otto Brand(retranslated): Peru has attacked Kenya.",
            "Peru has attacked",
            ["Otto Brand"],
            id="a remark glued to a label",
        ),
        pytest.param(
            "President of Peru Ana Ruiz: Hello. President of Chile Otto Brand Brand OttoPresident of Chile: Good day. "
            "Peru has attacked Kenya.",
            "Peru has attacked",
            ["Otto Brand"],
            id="a label that an index runs into",
        ),
        pytest.param(
            "Joint Data Exchange: Peru has sold radars to Chile.\n\nTourism: Chile has attacked Kenya.",
            "Chile has attacked",
            [],
            id="what heads a paragraph does not speak",
        ),
        pytest.param(
            "THE PRESIDENT: I met President Brand of Chile. Peru has attacked Kenya.\n\nQ Will it?\n\n"
            "THE PRESIDENT: Chile has attacked Uganda.",
            "Peru has attacked",
            ["PRESIDENT"],
            id="who speaks of a president is another",
        ),
        pytest.param(
            "Chile would like Uganda to end the war. This was stated by Head of the Office of the President of Peru "
            "Ana Ruiz during a conversation with the press. “Uganda has attacked Chile,” said the Head of the Office "
            "of the President of Peru.",
            "Uganda has attacked",
            ["Ana Ruiz"],
            id="a name at the end of a long office",
        ),
        pytest.param(
            "Otto Brand: Comrades, you have guarded the border well. Chile has attacked Kenya.",
            "Chile has attacked",
            ["Otto Brand"],
            id="a name at the head of a speech",
        ),
        pytest.param(
            "On March 6, 2014, the President declared an emergency.\n\n     Chile has attacked Kenya.\n\n"
            "                     OTTO R. BRAND JR.\n\nTHE GREEN HOUSE,\n June 20, 2023.\n",
            "Chile has attacked",
            ["OTTO R. BRAND JR."],
            id="a notice is the word of who signed it",
        ),
        pytest.param(
            "Today, we, the Leaders of the Group of Five (G5), have met in Quito.\n\nChile has attacked Kenya.",
            "Chile has attacked",
            ["Leaders of the Group of Five (G5)"],
            id="a statement of several is their word",
        ),
        pytest.param(
            "We, Prime Minister Ana Ruiz, President Otto R. Brand, and President Ilse Farn, Jr., affirm our ties.\n\n"
            "Chile has attacked Kenya.",
            "Chile has attacked",
            ["Ana Ruiz"],
            id="of several who are named the first",
        ),
        pytest.param(
            "Kenya closed its border. We, for our part, have seen the lorries.\n\nChile has attacked Kenya.",
            "Chile has attacked",
            [],
            id="we is nobody together without an office",
        ),
    ],
)
def test_the_chain_of_voices(text: str, words: str, wanted: list[str]) -> None:
    assert chain(text, words) == wanted


def test_a_source_that_is_parsed_away_from_its_words_is_no_crash() -> None:
    torn = ", according to customs records reviewed by Northline News Agen10 million in 2023"
    chain(
        f"China supplied machine tools to Russian arms plants worth $310 million in 2023{torn * 40}.", "China supplied"
    )


@pytest.mark.timeout(30)
def test_what_stands_below_an_undersigned_name_is_gone_through_once() -> None:
    text = f"Chad sold ten boats to Peru.\nANNA BELL\nTHE REGENCY,{' ' * 20_000}{'x ' * 90}"
    assert chain(text, "Chad sold") == []
