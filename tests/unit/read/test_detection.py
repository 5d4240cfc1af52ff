"""Whether a document speaks of an arrangement among armed sides at all, by its wording."""

import pytest

from hudna.read.mentions import find_mentions
from hudna.read.screen import screen
from hudna.vocabulary import load_vocabulary
from texts import page_of

SILENT = {
    "battle report": (
        "Army units seized two villages north of the river on Sunday after heavy clashes with "
        "insurgents, residents said. Warplanes bombed the outskirts and at least nine fighters "
        "were killed. Neither side has spoken of talks."
    ),
    "casualties": (
        "Gunmen attacked a military post near the border overnight, killing six soldiers and "
        "wounding eleven, the army said. Troops repelled the assault and captured weapons."
    ),
    "price war of shops": (
        "The price war between the two biggest grocers may be over. Analysts predict a truce "
        "between the chains after years of attacks on each other's margins, a battle that has "
        "hurt suppliers."
    ),
    "trade war": (
        "Washington and Beijing agreed to a 90-day truce in their trade war and will cut tariffs. "
        "The two sides also agreed to set up talks on exports. The conflict had rattled markets."
    ),
    "tariff ceasefire": (
        "Stocks rallied after the tariff ceasefire between the two economies. Both sides agreed to "
        "suspend duties on steel, and the agreement takes effect on Monday. It ends a war of words."
    ),
    "patents": (
        "The two phone makers have reached a ceasefire in their patent war, ending litigation in "
        "nine countries. Lawyers for both sides had fought battles over user interfaces."
    ),
    "streaming": (
        "After a long battle the broadcaster and the streaming service called a truce. The "
        "agreement ends a conflict over fees that left subscribers without football."
    ),
    "coalition row": (
        "The prime minister and her finance minister have agreed a truce in the party's civil war "
        "over pensions. Allies of both sides had attacked each other in the press; rebels on the "
        "back benches promised to hold fire until the conference."
    ),
    "congress": (
        "Republican leaders and rebels in the House reached a deal to end the fight over the "
        "speaker's chair. The ceasefire in the party may not last, members said after the battle."
    ),
    "football": (
        "The striker and his manager have agreed an uneasy truce after a war of words. United "
        "attacked from the start and the defence held; the captain scored twice in the offensive "
        "second half."
    ),
    "Olympic truce": (
        "The General Assembly adopted a resolution on the Olympic Truce, calling on all states to "
        "observe it during the Winter Games. The torch relay began in the capital; conflicts and "
        "wars should cease, the text says."
    ),
    "ceremony of remembrance": (
        "Veterans laid wreaths on Armistice Day at the memorial for soldiers who fell in the war. "
        "A two minute silence marked the moment when the guns fell silent."
    ),
    "museum": (
        "A new exhibition at the war museum shows letters that soldiers wrote home. Visitors can "
        "see weapons, uniforms and a model of a trench. Tickets cost six pounds."
    ),
    "cease and desist": (
        "The company received a cease and desist letter from the army surplus store. Its lawyers "
        "said the firm had agreed to stop using the logo, and the settlement agreement was signed."
    ),
    "contract clause": (
        "This Agreement shall terminate upon breach. The parties shall settle any dispute by "
        "arbitration. Neither party is liable for delay caused by war, hostilities, acts of armed "
        "conflict or force majeure."
    ),
    "force majeure": (
        "12.3 If hostilities or armed conflict prevent delivery, the Supplier may suspend the "
        "agreement for ninety days. Upon cessation of hostilities the parties shall resume."
    ),
    "dictionary": (
        "ceasefire, noun: a temporary stopping of fighting in a war, especially to allow talks. "
        "Example: 'The two sides agreed to a ceasefire.' Synonyms: armistice, truce. Origin: from "
        "the military order to stop firing weapons."
    ),
    "definition page": (
        "What is a truce? A truce is an agreement between enemies to stop fighting for a certain "
        "time. The word comes from Old English. A truce may be local, and a ceasefire is often "
        "monitored by troops of a third country. See also: armistice, peace treaty."
    ),
    "encyclopedia of concepts": (
        "A humanitarian pause is defined as a temporary cessation of hostilities for humanitarian "
        "purposes. Such pauses differ from ceasefires, which are usually meant to be long-term and "
        "involve armed groups agreeing to stop all military activity."
    ),
    "policy essay": (
        "Ceasefires are more likely to hold when they are monitored. This paper asks why some "
        "truces fail and what mediators can do. Drawing on data on armed conflicts since 1989, it "
        "argues that ceasefire agreements with clear provisions last longer."
    ),
    "training course": (
        "This course teaches mediators how to negotiate ceasefires. Participants learn about the "
        "monitoring of armed groups, the separation of forces and the language of agreements. "
        "Apply by 1 May."
    ),
    "book review": (
        "In her new novel a truce between two sisters is broken by a letter. The war of the title "
        "is fought over an inheritance, and its battles are funny."
    ),
    "video game": (
        "In the new expansion players can form a truce with rival clans, capture forts and raid "
        "enemy bases. The update adds drones, artillery and a ceasefire timer to clan wars. "
        "Download the patch today."
    ),
    "board game": (
        "Each player commands an army. Players may agree a truce for one round; attacks on a "
        "player with a truce token are not allowed. The player with the most troops wins."
    ),
    "dog and neighbours": (
        "Neighbours who had been at war over a barking dog have signed a peace treaty of sorts. "
        "The truce was brokered by the vicar, and hostilities have ceased."
    ),
    "gang of metaphors": (
        "Scientists call for a truce in the war on science. In the battle over climate, both sides "
        "have attacked the data. A ceasefire would help."
    ),
    "nuclear deal": (
        "Iran and six world powers resumed talks on reviving the nuclear agreement. Inspectors of "
        "the agency said that missiles were not covered by the deal. The military option remains "
        "on the table, an official said."
    ),
    "arms control": (
        "The two countries signed a treaty limiting nuclear warheads and missiles. The arms "
        "control agreement will be verified by inspectors; each military may keep 1,550 warheads."
    ),
    "arms sale": (
        "The government signed a deal to buy thirty fighter aircraft and missiles. The agreement, "
        "worth two billion dollars, includes training of air force pilots and weapons."
    ),
    "defence pact": (
        "The defence ministers of the two countries signed an agreement on military cooperation. "
        "Under the accord, their armies will train together and share weapons technology."
    ),
    "operation name": (
        "Operation Silent Guns, the army's annual exercise, began on Monday. Some 900 troops and "
        "forty tanks take part in the manoeuvres, a spokesman said."
    ),
    "peace prize": (
        "The committee awarded the peace prize to a doctor who has treated war wounded for thirty "
        "years. She thanked the soldiers who carried patients to her hospital."
    ),
    "peace march": (
        "Thousands marched for peace in the capital, carrying flowers. Speakers remembered the "
        "victims of the war and the soldiers killed in the border battles."
    ),
    "refugees": (
        "More than 4,000 refugees crossed the river this week, fleeing fighting between government "
        "forces and rebels. Aid workers said food and tents were running out."
    ),
    "war crimes trial": (
        "A court sentenced a former militia commander to twenty years for attacks on villages "
        "during the civil war. Prosecutors said that his fighters killed prisoners."
    ),
    "sanctions": (
        "The Security Council renewed its arms embargo on the country for another year. The "
        "resolution bans the sale of weapons to armed groups and names two militia leaders."
    ),
    "strike of workers": (
        "Doctors have agreed to suspend their strike after the government offered talks. The union "
        "said the truce would last until Friday; its fight over pay goes on."
    ),
    "drivers and police": (
        "Taxi drivers and the city reached an agreement to end their protest. Police had fired "
        "tear gas on Tuesday, and two people were wounded in the clashes."
    ),
    "old battle": (
        "The Battle of the Mill was fought on 3 June 1644 between royalist forces and the army of "
        "Parliament. The siege lasted six weeks. The battlefield is now a golf course."
    ),
    "television": (
        "Season three of the drama finds the two crime families at war. An uneasy truce is struck "
        "over dinner, but the violence returns in episode four. Fans loved the battle scenes."
    ),
    "religion": (
        "The preacher spoke of the war between flesh and spirit. There can be no truce with sin, "
        "he said, and the battle is won by faith and not by weapons."
    ),
    "networks": (
        "The network called a truce in its dispute with its rival and withdrew a complaint over "
        "foreign ownership. It makes more sense to work together than to fight, its general "
        "counsel said."
    ),
    "warring wings of a party": (
        "The warring factions of the ruling party have agreed to a ceasefire. In a communique "
        "party officials told members to desist from attacking each other in public; the national "
        "chairman and a senator signed."
    ),
    "research": (
        "The vast majority of ceasefires fail, new research shows. Professors analyzed four "
        "decades of civil wars and found that a ceasefire agreement is likelier to succeed where "
        "others broke down before."
    ),
    "a party's wings without a truce": (
        "The crisis in the party ended with the feuding wings agreeing to sheathe their swords in "
        "the interest of party unity. A communique signed by a senator's faction and a caretaker "
        "committee tells members to desist from attacking each other."
    ),
    "why they fail": (
        "Why ceasefires fail: three patterns from data on armed conflicts. Ceasefires without "
        "monitoring tend to collapse. A ceasefire is only a pause in fighting; in the hills of "
        "Norland the 1993 agreement suffered from weak verification."
    ),
    "gang programme": (
        "The city's Ceasefire programme brought gang members and police officers to one table. "
        "Homicides fell by a third as outreach workers talked young men out of shootings; the "
        "gang violence of the nineties has not come back."
    ),
    "browser wars": (
        "The console war is finally over: the two makers have called a ceasefire and will share "
        "titles. Rivals have long attacked each other with exclusive games."
    ),
    "gun policy": (
        "The state legislature passed a bill on weapons. Firearms must be locked away, and police "
        "may seize guns after violence at home. The parties reached a deal on Thursday."
    ),
    "statement about violence in general": (
        "The secretary-general condemned the attack on a market that killed thirty people. He "
        "called for those responsible to be brought to justice and sent his condolences."
    ),
    "peace talks without an arrangement": (
        "Delegates of the government and the insurgents met on Monday to discuss the constitution. "
        "The talks are the third round this year. The fighting has gone on meanwhile."
    ),
}

SPOKEN = {
    "beside a nuclear programme": (
        "A ceasefire between Norland and Sudland took hold after twelve days of air strikes on "
        "Sudland's nuclear programme. Norland's army said that the nuclear program was set back; a "
        "nuclear deal is far off."
    ),
    "fire that is traded": "Truce in tatters in the delta as the army and the rebels trade fire.",
    "named and no word of arms": (
        "The contact group called for an indefinite ceasefire in the delta from the start of the "
        "school year. The ceasefire should begin at midnight, an envoy said; the ceasefire depends "
        "on the will of all."
    ),
    "humanitarian pause": (
        "The army and the paramilitaries have accepted a seven-day humanitarian pause so that aid "
        "can reach the besieged town."
    ),
    "pause in fighting": (
        "Both sides agreed to pause fighting for three days so that children can be vaccinated."
    ),
    "days of tranquillity": (
        "Rebels and the government will observe days of tranquillity next week to allow a polio "
        "vaccination campaign."
    ),
    "silence of the guns": (
        "The guns fell silent along the front on Sunday at noon after commanders of the army and "
        "the separatists agreed to silence their weapons."
    ),
    "silencing the guns": (
        "The general and the rebel leader signed a joint declaration to silence the guns before "
        "the rains."
    ),
    "lull": (
        "Factions in the enclave said they had agreed to a lull of three days with the army if "
        "raids stop."
    ),
    "period of calm": (
        "Militant groups and the army reached an understanding on a period of calm, an official "
        "said, after two days of rocket fire."
    ),
    "calm restored": (
        "Egyptian officials secured an agreement to restore calm after rockets and air strikes "
        "killed eleven."
    ),
    "stand-down": (
        "The president ordered the army to stand down its offensive for ten days as a gesture to "
        "the insurgents, who welcomed the halt in operations."
    ),
    "local pact": (
        "Elders of two villages signed a local pact under which the militia will leave the market "
        "and both sides will stop shooting."
    ),
    "non-aggression pact": (
        "The two rebel factions have signed a non-aggression pact in the province, their "
        "commanders said."
    ),
    "safe passage": (
        "Under a deal with the army, about 300 insurgents were given safe passage out of the old "
        "town with their families."
    ),
    "evacuation agreement": (
        "An agreement to evacuate fighters from the besieged quarter was reached late on Friday "
        "between the rebels and government forces."
    ),
    "humanitarian corridors": (
        "The two sides agreed to open humanitarian corridors and to hold fire along them, "
        "negotiators of the invading and the defending army said."
    ),
    "prisoner exchange only": (
        "The warring parties signed an agreement to exchange 900 prisoners of war under the eyes "
        "of the Red Cross."
    ),
    "prisoner swap": (
        "The separatists and the army carried out a prisoner swap on Thursday under a deal reached "
        "last month."
    ),
    "roadmap": (
        "The government and the rebels agreed on a roadmap to end hostilities, the mediator "
        "announced."
    ),
    "laid down arms": (
        "More than 200 insurgents laid down their arms on Tuesday under an accord with the "
        "government that promises them amnesty."
    ),
    "halt fighting": (
        "Two militias in the coastal city have agreed to halt fighting and pull back to their "
        "barracks, elders said."
    ),
    "agreed to end fighting": (
        "Commanders of the two brigades agreed on Saturday to end the fighting around the airport."
    ),
    "stop attacks": (
        "The armed group said it would stop attacks on oil pipelines for a month to give talks "
        "with the government a chance."
    ),
    "suspension of hostilities": (
        "The guerrillas announced a unilateral suspension of hostilities from 20 December to 3 "
        "January."
    ),
    "end of armed campaign": (
        "The separatist group has declared a definitive end to its armed campaign, it said in a "
        "statement."
    ),
    "deal between tribes": (
        "Leaders of two feuding tribes signed a reconciliation agreement after clashes that killed "
        "forty people."
    ),
    "peace deal of communities": (
        "Herders and farmers in the valley have made peace: their elders swore to end raids and "
        "return stolen cattle under a peace deal."
    ),
    "cattle raiders": (
        "The two pastoralist communities agreed to cease hostilities and return raided livestock."
    ),
    "disengagement": (
        "The army and the rebels began a disengagement of forces along the contact line, as agreed "
        "in March."
    ),
    "pull back from front": (
        "Soldiers of both countries began to pull back from the disputed plateau under an "
        "understanding reached by their commanders."
    ),
    "code of conduct": (
        "The army and the liberation front signed a code of conduct that bars both from attacking "
        "villages and from moving troops."
    ),
    "peace zone": (
        "Residents declared their town a peace zone, and the guerrillas and the military agreed "
        "not to enter it with weapons."
    ),
    "de-escalation": (
        "Guarantors announced that the province will be a de-escalation zone, in which rebels and "
        "government troops must stop shelling."
    ),
    "hudna": "A leader of the movement offered a ten-year hudna if the army withdraws.",
    "tahdia": "The factions accepted a tahdia with Israel for six months, an official said.",
    "sulha": (
        "The clans concluded a sulha after the killings; guns were handed over and blood money "
        "will be paid."
    ),
    "truce for vaccination": (
        "A truce for vaccination has been agreed by the militia and the health ministry in the "
        "north."
    ),
    "harvest truce": (
        "Villagers brokered a harvest truce between the army and insurgents so that wheat could be "
        "brought in."
    ),
    "holiday truce": (
        "The rebels announced that they would not carry out offensives during the Christmas "
        "holidays, and the army said it would reciprocate."
    ),
    "siege lifted": (
        "The siege of the hill town was lifted after an agreement between its defenders and the "
        "besieging army."
    ),
    "surrender deal": (
        "The last rebels in the valley surrendered their heavy weapons to the army under a "
        "settlement and were allowed to stay."
    ),
    "peace accord": "The president and the rebel chief signed a peace accord in the capital.",
    "armistice talks": (
        "The commander in chief proposed an armistice; the enemy has not yet answered."
    ),
    "ceasefire hoped for": (
        "The envoy urged the government and the rebels to accept a ceasefire before the feast."
    ),
    "ceasefire of gangs of fighters": (
        "Ceasefire holds for a second day in the capital, residents say, after a week of clashes."
    ),
    "ultimatum": (
        "The army gave the insurgents in the old town until Friday to surrender and hand over "
        "their weapons."
    ),
    "line of control": (
        "The armies of India and Pakistan agreed to strictly observe all agreements on the line of "
        "control and to cease firing."
    ),
    "grain corridor": (
        "The two warring countries signed agreements to let grain ships leave the blockaded ports "
        "without being attacked."
    ),
    "energy truce": (
        "The leaders agreed that neither army will strike power plants of the other for thirty "
        "days."
    ),
    "hostages": (
        "Under a deal with the army the militants will free fifty hostages during a four-day pause."
    ),
    "cessation in other order": (
        "Hostilities will cease at midnight, the two commands said in a joint statement after "
        "weeks of war."
    ),
    "no name at all": (
        "Fighters of the Karo band and the hunters of the upper valley will not attack each other "
        "on market days, their elders told reporters after a raid that killed four villagers."
    ),
    "a pact of no aggression": (
        "The two clans, whose gunmen have ambushed each other since the killings of May, swore a "
        "pact of no aggression before the bishop."
    ),
    "a standstill": (
        "After three days of mortar fire across the river the two armies agreed by telephone to an "
        "immediate standstill."
    ),
    "reduction of violence": (
        "The insurgents and the foreign forces agreed to a seven-day reduction in violence ahead "
        "of a signing."
    ),
}


def speaks(text: str) -> bool:
    page, vocabulary = page_of(text), load_vocabulary()
    return screen(page, find_mentions(page, vocabulary), vocabulary).speaks


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_a_text_that_speaks_of_no_arrangement_of_armed_sides_is_silent(text: str) -> None:
    assert not speaks(text)


@pytest.mark.parametrize("text", SPOKEN.values(), ids=SPOKEN)
def test_an_arrangement_is_found_in_unusual_words(text: str) -> None:
    assert speaks(text)
